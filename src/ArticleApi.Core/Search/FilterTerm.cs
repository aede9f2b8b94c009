namespace ArticleApi.Core.Search;

/// <summary>A filter and a value, as they are indexed and asked for.</summary>
public static class FilterTerm
{
    /// <summary>The value is normalized here, when writing and when searching alike.</summary>
    public static string Format(string filter, string value) => FormatFolded(filter, TextFolding.Fold(value));

    /// <summary>A value that is normalized already.</summary>
    public static string FormatFolded(string filter, string normalizedValue) =>
        string.Concat(filter, ":", normalizedValue);
}

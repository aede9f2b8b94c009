namespace ArticleApi.Http.Bodies;

/// <summary>JSON Pointer (RFC 6901).</summary>
internal static class JsonPointer
{
    /// <summary>The pointer of an object's member.</summary>
    public static string AppendMember(string pointer, string name) =>
        $"{pointer}/{name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal)}";
}

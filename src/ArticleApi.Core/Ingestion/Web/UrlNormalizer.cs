using ArticleApi.Core.Articles;

namespace ArticleApi.Core.Ingestion.Web;

/// <summary>Addresses as links and pictures have them.</summary>
internal static class UrlNormalizer
{
    /// <summary>
    /// The absolute http or https address; null where it is none, is too long to keep, or is relative to what nobody
    /// knows.
    /// </summary>
    public static string? ToAbsolute(string? text, Uri? relativeTo = null)
    {
        if (
            text is null
            || text.Length > Source.MaxUrlLength
            || text.Trim() is not { Length: > 0 } trimmed
            || trimmed.Any(char.IsControl)
        )
            return null;

        // A path is absolute in the file system of some machines; here it is relative.
        Uri? known = null;
        var isKnown =
            (trimmed[0] is not '/' && Uri.TryCreate(trimmed, UriKind.Absolute, out known))
            || (relativeTo is not null && Uri.TryCreate(relativeTo, trimmed, out known));
        if (!isKnown || known is not { Scheme: "http" or "https" } || known.Host.Length == 0)
            return null;

        var address =
            trimmed == known.OriginalString && ArticleLimits.FindUnencoded(trimmed).IsEmpty
                ? trimmed
                : known.AbsoluteUri;
        return address.Length <= Source.MaxUrlLength ? address : null;
    }

    public static Uri? ToAbsoluteUri(string? text, Uri? relativeTo = null) =>
        ToAbsolute(text, relativeTo) is { } address ? new Uri(address) : null;
}

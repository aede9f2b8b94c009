using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using ArticleApi.Core.Articles;

namespace ArticleApi.Core.Ingestion.Web;

/// <summary>
/// What WordPress stores of a text as the HTML it shows: line breaks as paragraphs, captions as figures, and no
/// shortcodes. In doubt brackets are text, for editors write "[sic]".
/// </summary>
/// <param name="pictures">The address of an attached picture by its id.</param>
/// <param name="originals">The addresses of all attached pictures.</param>
internal sealed partial class WordPressContent(
    IReadOnlyDictionary<string, PictureDraft> pictures,
    IReadOnlySet<string> originals
)
{
    private static readonly HashSet<string> KnownShortcodes = new(StringComparer.OrdinalIgnoreCase)
    {
        "audio",
        "caption",
        "contact-form",
        "contact-form-7",
        "embed",
        "gallery",
        "playlist",
        "video",
        "wp_caption",
        "vc_row",
        "vc_column",
        "vc_column_text",
        "divider",
        "spacer",
        "toc",
    };

    private const int MaxAddressLength = 1_000;

    private static readonly SearchValues<char> AddressEnd = SearchValues.Create(" \t\r\n\f\v\u0085\u00A0\"'<>");

    private readonly SortedSet<string> _removed = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The names of the shortcodes that are not understood and were taken out.</summary>
    public IEnumerable<string> RemovedShortcodes => _removed;

    public string ToHtml(string content)
    {
        if (BodyReader.ExceedsLimits(content))
            return content;

        var text = content.Replace("\r\n", "\n", StringComparison.Ordinal);
        var html = RenderShortcodes(UseOriginalPictures(text));

        // The block editor writes its paragraphs itself.
        return content.Contains("<!-- wp:", StringComparison.Ordinal) ? html : WrapParagraphs(html);
    }

    // The address of a smaller copy becomes that of the picture. From a size one looks back to where its address begins
    // and never behind the size before it, so that no character is looked at twice, however many addresses there are.
    private string UseOriginalPictures(string text)
    {
        var result = new StringBuilder(text.Length);
        var at = 0;
        foreach (var size in Size().EnumerateMatches(text))
        {
            var before = text.AsSpan(at, size.Index - at);
            var stem = before[(before.LastIndexOfAny(AddressEnd) + 1)..];
            var scheme = stem.IndexOf("http", StringComparison.OrdinalIgnoreCase);
            var extension = text.AsSpan(size.Index, size.Length);
            extension = extension[extension.LastIndexOf('.')..];
            result.Append(before);
            if (
                scheme < 0
                || stem.Length - scheme > MaxAddressLength
                || !originals.Contains(string.Concat(stem[scheme..], extension))
            )
                result.Append(text, size.Index, size.Length);
            else
                result.Append(extension);
            at = size.Index + size.Length;
        }

        return at == 0 ? text : result.Append(text, at, text.Length - at).ToString();
    }

    private string RenderShortcodes(string text)
    {
        var closed = FindShortcodes(text)
            .Where(match => match.Groups["end"].Success)
            .Select(match => match.Groups["name"].Value)
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        var html = new StringBuilder(text.Length);
        var at = 0;
        var caption = false;
        foreach (var match in FindShortcodes(text))
        {
            var (name, attributes, ends) = (
                match.Groups["name"].Value,
                match.Groups["attributes"].Value,
                match.Groups["end"].Success
            );
            if (
                !KnownShortcodes.Contains(name)
                && !closed.Contains(name)
                && !attributes.Contains('=', StringComparison.Ordinal)
            )
                continue;

            AppendText(html, text[at..match.Index], caption);
            at = match.Index + match.Length;
            if (name is "caption" or "wp_caption")
            {
                if (caption)
                    html.Append("</figcaption></figure>\n\n");
                caption = !ends;
                if (caption)
                    html.Append("\n\n<figure>");
            }
            else if (name == "gallery")
                AppendGallery(html, attributes);
            else if (name != "embed")
                _removed.Add(name);
        }

        AppendText(html, text[at..], caption);
        return (caption ? html.Append("</figcaption></figure>") : html).ToString();
    }

    // One after the other: a collection keeps them all, and they take a hundred times their length.
    private static IEnumerable<Match> FindShortcodes(string text)
    {
        for (var match = Shortcode().Match(text); match.Success; match = match.NextMatch())
            yield return match;
    }

    // A caption follows its picture, and the link around that.
    private static void AppendText(StringBuilder html, string text, bool caption)
    {
        var picture = caption ? CaptionedPicture().Match(text) : Match.Empty;
        if (!picture.Success)
            html.Append(text);
        else
            html.Append(picture.Value).Append("<figcaption>").Append(text.AsSpan(picture.Length));
    }

    private void AppendGallery(StringBuilder html, string attributes)
    {
        foreach (
            var id in GalleryIds()
                .Match(attributes)
                .Groups["ids"]
                .Value.Split(',', StringSplitOptions.TrimEntries)
                .Take(Article.MaxImages)
        )
        {
            if (pictures.TryGetValue(id, out var picture) && picture.Href is not null)
                html.Append(
                    CultureInfo.InvariantCulture,
                    $"\n\n<figure><img src=\"{InlineHtml.EscapeAttribute(picture.Href)}\" "
                        + $"alt=\"{InlineHtml.EscapeAttribute(picture.AltText ?? "")}\">"
                        + $"<figcaption>{InlineHtml.Escape(picture.Caption ?? "")}</figcaption></figure>\n\n"
                );
        }
    }

    private static string WrapParagraphs(string html)
    {
        var result = new StringBuilder(html.Length);
        foreach (var part in BlankLines().Split(html))
        {
            var text = part.Trim();
            if (text.Length == 0)
                continue;
            if (BlockStart().IsMatch(text))
                result.Append(text).Append('\n');
            else
                result.Append("<p>").Append(text.Replace("\n", "<br>\n", StringComparison.Ordinal)).Append("</p>\n");
        }

        return result.ToString();
    }

    [GeneratedRegex(
        @"\[(?<end>/)?(?<name>[a-zA-Z][a-zA-Z0-9_-]{1,40})(?<attributes>\s[^\[\]<>]{0,2000})?/?\](?!\()",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant
    )]
    private static partial Regex Shortcode();

    [GeneratedRegex(
        @"^\s*(<a\b[^<>]{0,2000}>\s*)?<img\b[^<>]{0,4000}>(\s*</a>)?",
        RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex CaptionedPicture();

    [GeneratedRegex(
        "ids\\s*=\\s*[\"'”″]?(?<ids>[0-9, ]{1,2000})",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant
    )]
    private static partial Regex GalleryIds();

    [GeneratedRegex(
        @"-[0-9]{1,5}x[0-9]{1,5}\.(?:jpe?g|png|gif|webp|avif)\b",
        RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Size();

    [GeneratedRegex(@"\n[ \t]*\n\s*")]
    private static partial Regex BlankLines();

    [GeneratedRegex(
        "^</?(?:address|article|aside|blockquote|div|dl|figure|figcaption|footer|form|h[1-6]|header|hr|iframe|li|main"
            + @"|nav|ol|p|pre|script|section|style|table|ul)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex BlockStart();
}

using System.Text;
using System.Text.RegularExpressions;
using ArticleApi.Core.Articles;
using Markdig;

namespace ArticleApi.Core.Ingestion.Web;

/// <summary>
/// One article as Markdown (CommonMark): the first heading is the headline, <c>![alt](address "caption")</c> a picture.
/// YAML between lines
/// <c>---</c> may stand before it. HTML in it is as hostile as any other.
/// </summary>
public static partial class MarkdownReader
{
    public const string Format = "markdown";

    // Beyond these a parser of Markdown may take minutes: its work grows with the square of what is left open in a
    // paragraph.
    private const int MaxLength = 500_000;
    private const int MaxParagraphLength = 10_000;
    private const int MaxIndent = 60;

    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder()
        .UseEmphasisExtras(Markdig.Extensions.EmphasisExtras.EmphasisExtraOptions.Strikethrough)
        .Build();

    /// <summary>Its own signs of headings, pictures and links; words alone read the same as plain text.</summary>
    public static bool Recognises(ReadOnlySpan<byte> start) =>
        PlainTextReader.Recognises(start)
        && start.TrimStart(" \t\r\n\uFEFF"u8) is not [(byte)'<' or (byte)'{', ..]
        && Signs().IsMatch(Encoding.Latin1.GetString(start));

    public static DocumentParseResult Read(string document, byte[] bytes) =>
        TextArticleReader.Read(document, bytes, SplitHeadline, ReadBody);

    private static (string? Headline, string Body) SplitHeadline(string text, bool wanted)
    {
        var match = Heading().Match(text);
        if (match.Success)
            return (
                PlainTextCleaner.FromHtml(
                    ToHtml(WithoutClosingSigns(match.Groups["atx"].Value) + match.Groups["setext"].Value)
                ),
                text[match.Length..]
            );
        if (!wanted)
            return (null, text);

        // Without a heading the first line stands for one, as in plain text.
        var end = text.IndexOf('\n', StringComparison.Ordinal) is >= 0 and var found ? found : text.Length;
        return (PlainTextCleaner.FromHtml(ToHtml(text[..end])), text[end..]);
    }

    // A heading may be closed as it was opened. Not by the expression, which would try at every sign of a long line.
    private static string WithoutClosingSigns(string heading) =>
        heading.TrimEnd(' ', '\t').TrimEnd('#').TrimEnd(' ', '\t');

    private static ValueList<Block> ReadBody(
        string markdown,
        PictureList pictures,
        Uri? address,
        DocumentParseContext context
    )
    {
        if (ToHtml(markdown) is { } html)
            return HtmlBodyReader.Read(html, pictures, address, titleIsCaption: true);

        context.AddWarning(
            null,
            "The text is too long or too deeply nested to be read as Markdown; it is read as plain text."
        );
        return BodyReader.FromText(markdown);
    }

    private static string? ToHtml(string markdown)
    {
        if (markdown.Length > MaxLength || IsTooCostly(markdown))
            return null;
        try
        {
            return Markdown.ToHtml(markdown, Pipeline);
        }
        catch (ArgumentException)
        {
            return null; // nested deeper than the parser goes
        }
    }

    private static bool IsTooCostly(string markdown)
    {
        var paragraph = 0;
        foreach (var line in markdown.AsSpan().EnumerateLines())
        {
            var text = line.TrimStart();
            paragraph =
                text.IsWhiteSpace() || text is ['-' or '*' or '+', ' ', ..] ? line.Length : paragraph + line.Length;
            if (paragraph > MaxParagraphLength || line.Length - text.Length > MaxIndent || Nested().IsMatch(line))
                return true;
        }

        return false;
    }

    [GeneratedRegex(
        @"^[ \t]{0,3}(?:\#{1,6}[ \t]+\S|```|~~~)|!?\[[^\]\n]{0,500}\]\((?:https?:|mailto:|/)"
            + @"|^\S[^\n]*\n(?:={3,}|-{3,})[ \t]*\r?$|\*\*[^*\s][^*\n]{0,500}\*\*",
        RegexOptions.Multiline | RegexOptions.CultureInvariant
    )]
    private static partial Regex Signs();

    [GeneratedRegex(
        @"^[ ]{0,3}(?:\#[ \t]+(?<atx>[^\n]*)(?:\n|$)|(?<setext>[^\n#>=-][^\n]*)\n={2,}[ \t]*(?:\n|$))",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant
    )]
    private static partial Regex Heading();

    [GeneratedRegex(
        @"^(?![ \t]*([-*_])(?:[ \t]*\1)*[ \t]*$)(?:[ \t]*(?:[>*+-]|[0-9]{1,9}[.)])){12}",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Nested();
}

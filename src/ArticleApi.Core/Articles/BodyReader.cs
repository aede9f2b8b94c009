namespace ArticleApi.Core.Articles;

/// <summary>
/// Reads what people send as a body into blocks. Hostile HTML is expected: only text and harmless inline markup come
/// through. Of more blocks than an article may have about one more is read, so that the limit is found broken at once.
/// </summary>
public static class BodyReader
{
    /// <summary>A tree of more takes too much time and memory for one article.</summary>
    public const int MaxTags = 200_000;

    /// <summary>A tree of longer HTML takes too much memory, whatever it holds. No article is nearly as long.</summary>
    public const int MaxLength = 2_000_000;

    /// <summary>As a reader of HTML would begin them, be they tags or not.</summary>
    public static int CountTags(string html) => html.AsSpan().Count('<');

    /// <summary>
    /// Whether no tree is to be made of the HTML. It is told as the text that it is written in, which is longer than
    /// any may be.
    /// </summary>
    internal static bool ExceedsLimits(string html) => html.Length > MaxLength || CountTags(html) > MaxTags;

    /// <summary>
    /// Blank lines part paragraphs. A single line break stays one, since verse, addresses and lists of names need it.
    /// </summary>
    public static ValueList<Block> FromText(string text)
    {
        var blocks = new List<Block>();
        var paragraph = new InlineWriter();
        foreach (var line in PlainText.Clean(text).AsSpan().EnumerateLines())
        {
            if (line.IsWhiteSpace())
            {
                Add(blocks, paragraph.Result);
                if (blocks.Count > Block.MaxCount)
                    return blocks.ToValueList();
                paragraph = new InlineWriter();
                continue;
            }

            paragraph.Add(line);
            paragraph.AddLineBreak();
        }

        Add(blocks, paragraph.Result);
        return blocks.ToValueList();
    }

    /// <summary>
    /// Headings, quotations, lists and paragraphs, in reading order. Pictures are left out, for whoever reads a
    /// document finds them first; tables become a paragraph a row; emphasis and links that span several blocks are
    /// lost, their text is not.
    /// </summary>
    public static ValueList<Block> FromHtml(string html)
    {
        if (ExceedsLimits(html))
            return [new Paragraph(html, "")];

        var reading = new BlockCollector();
        if (SafeHtmlParser.Parse(html) is { } body)
            reading.ReadBlock(body);

        return reading.Blocks.ToValueList();
    }

    /// <summary>
    /// The same as editors write it, with pictures, tables, embeds and pull quotes; and what of it was left out.
    /// </summary>
    public static RichBody FromRichHtml(string html, RichHtmlContext context)
    {
        if (ExceedsLimits(html))
            return new([new Paragraph(html, "")], [], [], []);

        var dropped = new SortedSet<string>(StringComparer.Ordinal);
        var reading = new RichBlockCollector(context);
        if (SafeHtmlParser.ParseRich(html, dropped) is { } body)
            reading.ReadBlock(body);

        return reading.ToBody(dropped);
    }

    internal static void Add(List<Block> blocks, InlineText inline)
    {
        if (inline.Text.Length > 0)
            blocks.Add(new Paragraph(inline.Text, inline.Html));
    }
}

using AngleSharp.Dom;

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
    /// Headings, quotations, lists and paragraphs, in reading order. Pictures are left out, for they are the article's
    /// images; tables become a paragraph a row; emphasis and links that span several blocks are lost, their text is
    /// not.
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

    private static void Add(List<Block> blocks, InlineText inline)
    {
        if (inline.Text.Length > 0)
            blocks.Add(new Paragraph(inline.Text, inline.Html));
    }

    private sealed class BlockCollector
    {
        // Text and inline elements not yet in a block.
        private readonly List<INode> _pendingNodes = [];

        public List<Block> Blocks { get; } = [];

        public void ReadBlock(IElement element)
        {
            Flush();
            ReadChildren(element);
            Flush();
        }

        private void ReadChildren(IElement element)
        {
            foreach (var node in element.ChildNodes)
            {
                if (Blocks.Count > Articles.Block.MaxCount)
                    return;
                if (node is not IElement child)
                    _pendingNodes.Add(node);
                else if (HtmlElements.IsBlock(child.LocalName))
                    ReadKnownElement(child);
                else if (
                    child.LocalName == "br"
                    && _pendingNodes.LastOrDefault(n => n is not IText text || !string.IsNullOrWhiteSpace(text.Data))
                        is IElement { LocalName: "br" }
                )
                    Flush(); // two in a row are how some editors write paragraphs
                else if (ContainsBlock(child))
                    ReadChildren(child);
                else
                    _pendingNodes.Add(child);
            }
        }

        private void ReadKnownElement(IElement element)
        {
            switch (element.LocalName)
            {
                case "h1" or "h2" or "h3" or "h4" or "h5" or "h6":
                    Flush();
                    var heading = InlineWriter.Write(element.ChildNodes);
                    if (heading.Text.Length > 0)
                        Blocks.Add(new Heading(Math.Max(2, element.LocalName[1] - '0'), heading.Text, heading.Html));
                    break;
                case "blockquote":
                    Flush();
                    ReadQuotation(element);
                    break;
                case "ul" or "ol":
                    Flush();
                    if (ReadItems(element).ToValueList() is { Count: > 0 } items)
                        Blocks.Add(new ListBlock(element.LocalName == "ol", items));
                    break;
                case "pre":
                    Flush();
                    Blocks.AddRange(FromText(element.TextContent));
                    break;
                case "figure"
                    when !element
                        .Descendants<IElement>()
                        .Any(e => e.LocalName is "blockquote" or "section" or "pre" or "ul" or "ol"):
                    Flush();
                    break;
                default:
                    ReadBlock(element);
                    break;
            }
        }

        private void ReadQuotation(IElement element)
        {
            var last = element.LastElementChild;
            var cite = last?.LocalName is "footer" or "cite" ? last : null;
            var quote = InlineWriter.Write(element.ChildNodes, except: e => e == cite);
            var by = cite is null ? "" : InlineWriter.Write(cite.ChildNodes).Text.TrimStart(' ', '—', '–', '-');
            if (quote.Text.Length > 0)
                Blocks.Add(new Quote(quote.Text, quote.Html, by.Length > 0 ? by : null));
            else if (cite is not null)
                ReadBlock(cite);
        }

        // A list in a list is told on one level: the items of the inner one follow the item that holds it.
        private static IEnumerable<ListItem> ReadItems(IElement list)
        {
            foreach (var child in list.Children)
            {
                var item = IsList(child) ? default : InlineWriter.Write([child], IsList);
                if (item is { Text.Length: > 0 })
                    yield return new ListItem(item.Text, item.Html);
                foreach (var inner in IsList(child) ? [child] : FindInnerLists(child))
                foreach (var innerItem in ReadItems(inner))
                    yield return innerItem;
            }
        }

        private static IEnumerable<IElement> FindInnerLists(IElement element) =>
            element.Children.SelectMany(child => IsList(child) ? [child] : FindInnerLists(child));

        private static bool IsList(IElement element) => element.LocalName is "ul" or "ol";

        private static bool ContainsBlock(IElement element) =>
            element.Children.Any(child => HtmlElements.IsBlock(child.LocalName) || ContainsBlock(child));

        private void Flush()
        {
            Add(Blocks, InlineWriter.Write(_pendingNodes));
            _pendingNodes.Clear();
        }
    }
}

using AngleSharp.Dom;

namespace ArticleApi.Core.Articles;

/// <summary>Parts a tree of safe HTML into blocks.</summary>
internal class BlockCollector
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
            if (Blocks.Count > Block.MaxCount)
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

    /// <summary>What is no text of the block that it stands in, but a block by itself.</summary>
    protected virtual bool IsApart(IElement element) => false;

    protected virtual void ReadKnownElement(IElement element)
    {
        switch (element.LocalName)
        {
            case "h1" or "h2" or "h3" or "h4" or "h5" or "h6":
                Flush();
                var heading = InlineWriter.Write(element.ChildNodes, IsApart);
                if (heading.Text.Length > 0)
                    Blocks.Add(new Heading(Math.Max(2, element.LocalName[1] - '0'), heading.Text, heading.Html));
                break;
            case "blockquote":
                Flush();
                ReadQuotation(element);
                break;
            case "ul" or "ol":
                Flush();
                if (ReadItems(element, 1) is { Count: > 0 } items)
                    Blocks.Add(new ListBlock(element.LocalName == "ol", items.ToValueList()));
                break;
            case "pre":
                Flush();
                Blocks.AddRange(BodyReader.FromText(element.TextContent));
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
        var (quote, cite) = ReadWords(element);
        if (quote.Text.Length > 0)
            Blocks.Add(new Quote(quote.Text, quote.Html, cite));
        else if (element.LastElementChild is { LocalName: "footer" or "cite" } last)
            ReadBlock(last);
    }

    /// <summary>What is quoted, and whom, where the last element says it.</summary>
    protected (InlineText Words, string? Cite) ReadWords(IElement element)
    {
        var last = element.LastElementChild;
        var cite = last?.LocalName is "footer" or "cite" ? last : null;
        var words = InlineWriter.Write(element.ChildNodes, e => e == cite || IsApart(e));
        var by = cite is null ? null : PlainText.ToSingleLine(InlineWriter.Write(cite.ChildNodes).Text);

        return (words, by?.TrimStart(' ', '—', '–', '-') is { Length: > 0 } name ? name : null);
    }

    /// <param name="depth">How deep the list stands, from 1. Deeper ones than are kept go up a level.</param>
    private List<ListItem> ReadItems(IElement list, int depth)
    {
        var items = new List<ListItem>();
        foreach (var node in list.ChildNodes)
        {
            if (node is not IElement child)
            {
                // Loose text is an item too.
                if (InlineWriter.Write([node]) is { Text.Length: > 0 } loose)
                    items.Add(new(loose.Text, loose.Html));
                continue;
            }

            var text = IsList(child) ? default : InlineWriter.Write([child], e => IsList(e) || IsApart(e));
            if (text is { Text.Length: > 0 })
                items.Add(new(text.Text, text.Html));
            foreach (var inner in IsList(child) ? [child] : FindInnerLists(child))
                AddInner(items, inner, depth);
        }

        return items;
    }

    // An inner list belongs to the item before it; a second one of that item goes on with the first.
    private void AddInner(List<ListItem> items, IElement list, int depth)
    {
        var isKept = depth < ListItem.MaxDepth && items.Count > 0;
        var inner = ReadItems(list, isKept ? depth + 1 : depth);
        if (inner.Count == 0)
            return;

        if (isKept)
            items[^1] = items[^1] with
            {
                List = items[^1].List is { } first
                    ? first with
                    {
                        Items = first.Items.Concat(inner).ToValueList(),
                    }
                    : new(list.LocalName == "ol", inner.ToValueList()),
            };
        else
            items.AddRange(inner);
    }

    private static IEnumerable<IElement> FindInnerLists(IElement element) =>
        element.Children.SelectMany(child => IsList(child) ? [child] : FindInnerLists(child));

    private static bool IsList(IElement element) => element.LocalName is "ul" or "ol";

    private static bool ContainsBlock(IElement element) =>
        element.Children.Any(child => HtmlElements.IsBlock(child.LocalName) || ContainsBlock(child));

    protected void Flush()
    {
        BodyReader.Add(Blocks, InlineWriter.Write(_pendingNodes));
        _pendingNodes.Clear();
    }
}

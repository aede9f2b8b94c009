using System.Globalization;
using System.Text.Json.Serialization;

namespace ArticleApi.Core.Articles;

/// <summary>One block of a body, in reading order. Clients skip types they do not know.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(Paragraph), "paragraph")]
[JsonDerivedType(typeof(Heading), "heading")]
[JsonDerivedType(typeof(Quote), "quote")]
[JsonDerivedType(typeof(PullQuote), "pullquote")]
[JsonDerivedType(typeof(ListBlock), "list")]
[JsonDerivedType(typeof(TableBlock), "table")]
[JsonDerivedType(typeof(ImageBlock), "image")]
[JsonDerivedType(typeof(EmbedBlock), "embed")]
public abstract record Block
{
    /// <summary>The longest text of one block, in UTF-16 units.</summary>
    public const int MaxTextLength = 100_000;

    /// <summary>The longest body, in blocks.</summary>
    public const int MaxCount = 5_000;

    /// <summary>
    /// The pieces of plain text in this block, in reading order: what is counted, searched and compared. None for
    /// pictures and embeds, nor for a pull quote, whose words stand in the text already.
    /// </summary>
    [JsonIgnore]
    public IEnumerable<string> Texts =>
        this switch
        {
            Paragraph paragraph => [paragraph.Text],
            Heading heading => [heading.Text],
            Quote quote => [quote.Text],
            ListBlock list => TextsOf(list.Items),
            TableBlock table => table.Rows.Prepend(table.Header).SelectMany(row => row.Select(cell => cell.Text)),
            _ => [],
        };

    /// <summary>
    /// The same with each piece of it that is text and HTML at once as another pair: the one place that knows where
    /// blocks hold HTML.
    /// </summary>
    public Block MapInline(Func<string, string, (string Text, string Html)> change)
    {
        return this switch
        {
            Paragraph paragraph when change(paragraph.Text, paragraph.Html) is var (text, html) => paragraph with
            {
                Text = text,
                Html = html,
            },
            Heading heading when change(heading.Text, heading.Html) is var (text, html) => heading with
            {
                Text = text,
                Html = html,
            },
            Quote quote when change(quote.Text, quote.Html) is var (text, html) => quote with
            {
                Text = text,
                Html = html,
            },
            PullQuote quote when change(quote.Text, quote.Html) is var (text, html) => quote with
            {
                Text = text,
                Html = html,
            },
            ListBlock list => list with { Items = MapItems(list.Items) },
            TableBlock table => new TableBlock(MapCells(table.Header), table.Rows.Select(MapCells).ToValueList()),
            _ => this,
        };

        ValueList<ListItem> MapItems(ValueList<ListItem> items) =>
            items
                .Select(item =>
                {
                    var (text, html) = change(item.Text, item.Html);
                    return new ListItem(text, html)
                    {
                        List = item.List is { } inner ? inner with { Items = MapItems(inner.Items) } : null,
                    };
                })
                .ToValueList();

        ValueList<TableCell> MapCells(ValueList<TableCell> cells) =>
            cells
                .Select(cell =>
                {
                    var (text, html) = change(cell.Text, cell.Html);
                    return new TableCell(text, html);
                })
                .ToValueList();
    }

    private static IEnumerable<string> TextsOf(IEnumerable<ListItem> items) =>
        items.SelectMany(item => TextsOf(item.List?.Items ?? []).Prepend(item.Text));
}

/// <summary>A paragraph.</summary>
/// <param name="Text">As plain text.</param>
/// <param name="Html">As sanitised inline HTML.</param>
public sealed record Paragraph(string Text, string Html) : Block
{
    /// <summary>
    /// The text without the printed dateline; only on the first text block of an article that has one.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? TextWithoutDateline { get; init; }

    public static Paragraph FromText(string text) => new(text, InlineHtml.Escape(text));
}

/// <summary>A heading inside the body.</summary>
/// <param name="Level">2 to 6; the headline is level 1.</param>
public sealed record Heading(int Level, string Text, string Html) : Block;

/// <summary>A quotation set apart.</summary>
/// <param name="Cite">Who or what is quoted, as printed; null where it is not said.</param>
public sealed record Quote(string Text, string Html, string? Cite) : Block;

/// <summary>Words of the text, set large beside it to catch the eye.</summary>
/// <param name="Cite">Whose words they are, as printed; null where it is not said.</param>
public sealed record PullQuote(string Text, string Html, string? Cite) : Block;

/// <summary>A list.</summary>
/// <param name="Ordered">True where the items are numbered.</param>
public sealed record ListBlock(bool Ordered, ValueList<ListItem> Items) : Block;

/// <summary>One item of a list.</summary>
public sealed record ListItem(string Text, string Html)
{
    /// <summary>How deep lists stand in one another at most.</summary>
    public const int MaxDepth = 8;

    /// <summary>The list inside this item; left out where there is none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public NestedList? List { get; init; }
}

/// <summary>A list inside an item of another.</summary>
/// <param name="Ordered">True where the items are numbered.</param>
public sealed record NestedList(bool Ordered, ValueList<ListItem> Items);

/// <summary>A table.</summary>
/// <param name="Header">The cells of the row that heads it; none where no row does.</param>
/// <param name="Rows">The other rows, each its cells; they need not be equally long.</param>
public sealed record TableBlock(ValueList<TableCell> Header, ValueList<ValueList<TableCell>> Rows) : Block
{
    public const int MaxRows = 1_000;

    /// <summary>The longest row, in cells.</summary>
    public const int MaxColumns = 50;
}

/// <summary>One cell of a table.</summary>
public sealed record TableCell(string Text, string Html);

/// <summary>Where in the body a picture stands.</summary>
/// <param name="Image">
/// The id of one of the article's pictures. Before these have ids also <c>#n</c>: the n-th of them, from 1.
/// </param>
public sealed record ImageBlock(string Image) : Block
{
    /// <summary>Of an id in its usual form.</summary>
    public const int MaxLength = 36;

    /// <summary>Which picture of the draft it is, from 1; null where it is named by id.</summary>
    [JsonIgnore]
    public int? Number =>
        Image.StartsWith('#')
        && int.TryParse(Image.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;

    public static ImageBlock Of(Guid id) => new(id.ToString());

    /// <param name="number">From 1.</param>
    public static ImageBlock OfNumber(int number) => new(string.Create(CultureInfo.InvariantCulture, $"#{number}"));
}

/// <summary>
/// Something of another site, such as a film or a post, that readers see there or have shown here.
/// </summary>
/// <param name="Url">Its address, absolute.</param>
/// <param name="Provider">Whose it is: one of the sites that the service is configured to embed from.</param>
/// <param name="Title">What it is, as the desk says; null where it does not.</param>
public sealed record EmbedBlock(string Url, string Provider, string? Title) : Block
{
    public const int MaxTitleLength = 500;
}

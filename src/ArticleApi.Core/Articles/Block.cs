using System.Globalization;
using System.Text.Json.Serialization;

namespace ArticleApi.Core.Articles;

/// <summary>One block of a body, in reading order. Clients skip types they do not know.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(Paragraph), "paragraph")]
[JsonDerivedType(typeof(Heading), "heading")]
[JsonDerivedType(typeof(Quote), "quote")]
[JsonDerivedType(typeof(ListBlock), "list")]
[JsonDerivedType(typeof(ImageBlock), "image")]
public abstract record Block
{
    /// <summary>The longest text of one block, in UTF-16 units.</summary>
    public const int MaxTextLength = 100_000;

    /// <summary>The longest body, in blocks.</summary>
    public const int MaxCount = 5_000;

    /// <summary>The pieces of plain text in this block, in reading order; none for a picture.</summary>
    [JsonIgnore]
    public IEnumerable<string> Texts =>
        this switch
        {
            Paragraph paragraph => [paragraph.Text],
            Heading heading => [heading.Text],
            Quote quote => [quote.Text],
            ListBlock list => list.Items.Select(item => item.Text),
            _ => [],
        };
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

/// <summary>A list.</summary>
/// <param name="Ordered">True where the items are numbered.</param>
public sealed record ListBlock(bool Ordered, ValueList<ListItem> Items) : Block;

/// <summary>One item of a list.</summary>
public sealed record ListItem(string Text, string Html);

/// <summary>Where in the body a picture stands.</summary>
/// <param name="Image">
/// The id of one of the article's pictures. Before these have ids also <c>#n</c>: the n-th of them, from 1.
/// </param>
public sealed record ImageBlock(string Image) : Block
{
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

using System.Globalization;
using System.Text;
using AngleSharp.Dom;
using ArticleApi.Core.Articles;

namespace ArticleApi.Core.Ingestion.Web;

/// <summary>Parts HTML into blocks and pictures, and says in the blocks where the pictures stand.</summary>
internal sealed class WebBody
{
    private const string CaptionElements = "figcaption, .wp-caption-text";
    private const string CreditElements =
        "small, cite, [class*=credit], [class*=Credit], [class*=copyright], [itemprop=creditText], [itemprop=copyrightHolder]";

    // Smaller ones count readers or are part of the text.
    private const int MinPixels = 3;

    private static readonly HashSet<string> Containers = new(StringComparer.Ordinal)
    {
        "a",
        "article",
        "aside",
        "center",
        "details",
        "div",
        "figure",
        "footer",
        "header",
        "main",
        "section",
        "span",
    };

    private readonly Pictures _pictures;
    private readonly Uri? _address;
    private readonly bool _titleIsCaption;
    private readonly List<Block> _blocks = [];
    private readonly HashSet<int> _placed = [];

    // Markup that is not yet in a block.
    private readonly StringBuilder _pending = new();

    private WebBody(Pictures pictures, Uri? address, bool titleIsCaption) =>
        (_pictures, _address, _titleIsCaption) = (pictures, address, titleIsCaption);

    /// <param name="pictures">Takes the pictures found, after those that it holds.</param>
    /// <param name="address">What relative addresses are relative to.</param>
    /// <param name="titleIsCaption">Whether a picture's title is its caption, as Markdown writes it.</param>
    public static ValueList<Block> Read(string html, Pictures pictures, Uri? address, bool titleIsCaption = false) =>
        BodyReader.IsTooMuch(html) ? [new Paragraph(html, "")]
        : WebMarkup.Parse(html).Body is { } body ? Read(body, pictures, address, titleIsCaption)
        : [];

    public static ValueList<Block> Read(IElement root, Pictures pictures, Uri? address, bool titleIsCaption = false)
    {
        var reading = new WebBody(pictures, address, titleIsCaption);
        reading.Walk(root);
        reading.Flush();

        return WithoutLead(reading._blocks);
    }

    /// <summary>The lead stands above the text anyway, so that no block need say so.</summary>
    public static ValueList<Block> WithoutLead(IReadOnlyList<Block> blocks) =>
        (blocks is [ImageBlock { Image: 0 }, ..] ? blocks.Skip(1) : blocks).ToValueList();

    private void Walk(IElement element)
    {
        foreach (var node in element.ChildNodes)
        {
            if (node is IText text)
                _pending.Append(InlineHtml.Escape(text.Data));
            else if (node is IElement child)
                Child(child);
        }
    }

    private void Child(IElement element)
    {
        var name = element.LocalName;
        if (name == "img")
            Place(element, null);
        else if (name is "script" or "title" or "meta" or "link" or "base")
            return;
        else if (element.QuerySelector("img") is null)
            WebMarkup.Write(_pending, Linked(element));
        else if (IsFigure(element))
            Figure(element);
        else if (Containers.Contains(name) || name == "picture" || element.TextContent.AsSpan().IsWhiteSpace())
            Contained(element);
        else
            Around(element);
    }

    private void Contained(IElement element)
    {
        var block = Elements.IsBlock(element.LocalName);
        if (block)
            Flush();
        Walk(element);
        if (block)
            Flush();
    }

    // A picture amid a paragraph stands before or after it.
    private void Around(IElement element)
    {
        var pictures = element.QuerySelectorAll("img").ToList();
        var before =
            element
                .Descendants()
                .FirstOrDefault(node =>
                    node is IElement { LocalName: "img" }
                    || (node is IText text && !string.IsNullOrWhiteSpace(text.Data))
                ) is IElement;
        if (before)
            pictures.ForEach(picture => Place(picture, null));
        WebMarkup.Write(_pending, Linked(element));
        if (!before)
            pictures.ForEach(picture => Place(picture, null));
    }

    private static bool IsFigure(IElement element) =>
        (element.LocalName == "figure" || element.ClassList.Contains("wp-caption"))
        && element.QuerySelector("figure, .wp-caption") is null;

    private void Figure(IElement figure)
    {
        var printed = figure.QuerySelector(CaptionElements);
        var credit =
            figure.QuerySelector(CreditElements) is { } element && element.QuerySelector("img") is null
                ? element
                : null;
        var line = WebText.OfHtml(credit is null ? null : WebMarkup.Html(credit));
        credit?.Remove();
        var read = new Picture
        {
            Caption = WebText.OfHtml(printed is null ? null : WebMarkup.Html(printed)),
            Credit = line,
        };
        foreach (var picture in figure.QuerySelectorAll("img"))
            Place(picture, read);
    }

    private void Place(IElement picture, Picture? printed)
    {
        if (IsOfThePage(picture))
            return;

        var (width, height) = (Pixels(picture, "width"), Pixels(picture, "height"));
        var found = new Picture
        {
            Href = Address(picture),
            AltText = WebText.Line(picture.GetAttribute("alt")),
            Width = width,
            Height = height,
            Caption = _titleIsCaption ? WebText.Line(picture.GetAttribute("title")) : null,
        };
        Flush();
        if (found.Href is null && printed is not { SaysNothing: false })
            _pictures.LeaveOut();
        else if (_pictures.Add(printed is null ? found : printed.With(found)) is { } index && _placed.Add(index))
            _blocks.Add(new ImageBlock(index));
    }

    private string? Address(IElement picture)
    {
        foreach (var name in (string[])["src", "data-src", "data-original"])
        {
            if (WebAddress.Absolute(picture.GetAttribute(name), _address) is { } href)
                return href;
        }

        return LargestOf(picture.GetAttribute("srcset") ?? picture.GetAttribute("data-srcset"));
    }

    // "small.jpg 300w, large.jpg 1200w"
    private string? LargestOf(string? set) =>
        set
            ?.Split(", ", 100, StringSplitOptions.TrimEntries)
            .Select(entry => entry.Split(' ', 2))
            .OrderByDescending(entry =>
                entry.Length > 1
                && double.TryParse(
                    entry[1].TrimEnd('w', 'x'),
                    NumberStyles.AllowDecimalPoint,
                    CultureInfo.InvariantCulture,
                    out var size
                )
                    ? size
                    : 0
            )
            .Select(entry => WebAddress.Absolute(entry[0], _address))
            .FirstOrDefault(href => href is not null);

    private static bool IsOfThePage(IElement picture) =>
        Pixels(picture, "width") < MinPixels
        || Pixels(picture, "height") < MinPixels
        || picture.ClassList.Contains("emoji")
        || picture.ClassList.Contains("wp-smiley");

    private static int? Pixels(IElement picture, string name) =>
        int.TryParse(
            picture.GetAttribute(name)?.Replace("px", "", StringComparison.Ordinal),
            NumberStyles.None,
            CultureInfo.InvariantCulture,
            out var pixels
        ) && pixels is > 0 and <= Images.ImageFacts.MaxPixels
            ? pixels
            : null;

    // Links are kept only where they are absolute.
    private IElement Linked(IElement element)
    {
        if (_address is null)
            return element;
        foreach (var link in element.QuerySelectorAll("a[href]").Prepend(element).Where(link => link.LocalName == "a"))
        {
            if (WebAddress.Absolute(link.GetAttribute("href"), _address) is { } href)
                link.SetAttribute("href", href);
        }

        return element;
    }

    private void Flush()
    {
        if (_pending.Length == 0)
            return;

        _blocks.AddRange(BodyReader.FromHtml(_pending.ToString()));
        _pending.Clear();
    }
}

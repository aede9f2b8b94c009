using System.Globalization;
using System.Text;
using AngleSharp.Dom;
using ArticleApi.Core.Articles;

namespace ArticleApi.Core.Ingestion.Web;

/// <summary>Parts HTML into blocks and pictures, and says in the blocks where the pictures stand.</summary>
internal sealed class HtmlBodyReader
{
    private const string CaptionSelector = "figcaption, .wp-caption-text";
    private const string CreditSelector =
        "small, cite, [class*=credit], [class*=Credit], [class*=copyright], "
        + "[itemprop=creditText], [itemprop=copyrightHolder]";

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

    private readonly PictureList _pictures;
    private readonly Uri? _address;
    private readonly bool _titleIsCaption;
    private readonly List<Block> _blocks = [];
    private readonly HashSet<int> _placed = [];

    // Markup that is not yet in a block.
    private readonly StringBuilder _pending = new();

    private HtmlBodyReader(PictureList pictures, Uri? address, bool titleIsCaption)
    {
        _pictures = pictures;
        _address = address;
        _titleIsCaption = titleIsCaption;
    }

    /// <param name="pictures">Takes the pictures found, after those that it holds.</param>
    /// <param name="address">What relative addresses are relative to.</param>
    /// <param name="titleIsCaption">Whether a picture's title is its caption, as Markdown writes it.</param>
    public static ValueList<Block> Read(string html, PictureList pictures, Uri? address, bool titleIsCaption = false)
    {
        if (BodyReader.ExceedsLimits(html))
            return [new Paragraph(html, "")];
        return HtmlTree.Parse(html).Body is { } body ? Read(body, pictures, address, titleIsCaption) : [];
    }

    public static ValueList<Block> Read(IElement root, PictureList pictures, Uri? address, bool titleIsCaption = false)
    {
        var reading = new HtmlBodyReader(pictures, address, titleIsCaption);
        reading.ReadChildren(root);
        reading.Flush();

        return WithoutLeadImage(reading._blocks);
    }

    /// <summary>The lead stands above the text anyway, so that no block need say so.</summary>
    public static ValueList<Block> WithoutLeadImage(IReadOnlyList<Block> blocks) =>
        (blocks is [ImageBlock { Number: 1 }, ..] ? blocks.Skip(1) : blocks).ToValueList();

    private void ReadChildren(IElement element)
    {
        foreach (var node in element.ChildNodes)
        {
            if (node is IText text)
                _pending.Append(InlineHtml.Escape(text.Data));
            else if (node is IElement child)
                ReadElement(child);
        }
    }

    private void ReadElement(IElement element)
    {
        var name = element.LocalName;
        if (name == "img")
            AddPicture(element, null);
        else if (name is "script" or "title" or "meta" or "link" or "base" || IsHidden(element))
            return;
        else if (element.QuerySelector("img") is null)
            HtmlTree.WriteHtml(_pending, WithAbsoluteLinks(element));
        else if (IsFigure(element))
            ReadFigure(element);
        else if (Containers.Contains(name) || name == "picture" || element.TextContent.AsSpan().IsWhiteSpace())
            ReadContainer(element);
        else
            ReadTextWithPictures(element);
    }

    private static bool IsHidden(IElement element) =>
        element.Attributes.Any(attribute => HtmlElements.Hides(attribute.Name, attribute.Value));

    private void ReadContainer(IElement element)
    {
        var block = HtmlElements.IsBlock(element.LocalName);
        if (block)
            Flush();
        ReadChildren(element);
        if (block)
            Flush();
    }

    // A picture amid a paragraph stands before or after it.
    private void ReadTextWithPictures(IElement element)
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
            pictures.ForEach(picture => AddPicture(picture, null));
        HtmlTree.WriteHtml(_pending, WithAbsoluteLinks(element));
        if (!before)
            pictures.ForEach(picture => AddPicture(picture, null));
    }

    private static bool IsFigure(IElement element) =>
        (element.LocalName == "figure" || element.ClassList.Contains("wp-caption"))
        && element.QuerySelector("figure, .wp-caption") is null;

    private void ReadFigure(IElement figure)
    {
        var printed = figure.QuerySelector(CaptionSelector);
        var credit =
            figure.QuerySelector(CreditSelector) is { } element && element.QuerySelector("img") is null
                ? element
                : null;
        var line = PlainTextCleaner.FromHtml(credit is null ? null : HtmlTree.ToHtml(credit));
        credit?.Remove();
        var read = new PictureDraft
        {
            Caption = PlainTextCleaner.FromHtml(printed is null ? null : HtmlTree.ToHtml(printed)),
            Credit = line,
        };
        foreach (var picture in figure.QuerySelectorAll("img"))
            AddPicture(picture, read);
    }

    private void AddPicture(IElement picture, PictureDraft? printed)
    {
        if (IsPageDecoration(picture))
            return;

        var (width, height) = (ReadPixels(picture, "width"), ReadPixels(picture, "height"));
        var found = new PictureDraft
        {
            Href = FindAddress(picture),
            AltText = PlainTextCleaner.ToSingleLine(picture.GetAttribute("alt")),
            Width = width,
            Height = height,
            Caption = _titleIsCaption ? PlainTextCleaner.ToSingleLine(picture.GetAttribute("title")) : null,
        };
        Flush();
        if (found.Href is null && printed is not { IsEmpty: false })
            _pictures.CountUnreachable();
        else if (_pictures.Add(printed is null ? found : printed.FillFrom(found)) is { } index && _placed.Add(index))
            _blocks.Add(ImageBlock.OfNumber(index + 1));
    }

    private string? FindAddress(IElement picture)
    {
        foreach (var name in (string[])["src", "data-src", "data-original"])
        {
            if (UrlNormalizer.ToAbsolute(picture.GetAttribute(name), _address) is { } href)
                return href;
        }

        return LargestInSrcset(picture.GetAttribute("srcset") ?? picture.GetAttribute("data-srcset"));
    }

    // "small.jpg 300w, large.jpg 1200w"
    private string? LargestInSrcset(string? set) =>
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
            .Select(entry => UrlNormalizer.ToAbsolute(entry[0], _address))
            .FirstOrDefault(href => href is not null);

    private static bool IsPageDecoration(IElement picture) =>
        ReadPixels(picture, "width") < MinPixels
        || ReadPixels(picture, "height") < MinPixels
        || picture.ClassList.Contains("emoji")
        || picture.ClassList.Contains("wp-smiley");

    private static int? ReadPixels(IElement picture, string name) =>
        PictureDraft.ParsePixels(picture.GetAttribute(name)?.Replace("px", "", StringComparison.Ordinal));

    // Links are kept only where they are absolute.
    private IElement WithAbsoluteLinks(IElement element)
    {
        if (_address is null)
            return element;
        foreach (var link in element.QuerySelectorAll("a[href]").Prepend(element).Where(link => link.LocalName == "a"))
        {
            if (UrlNormalizer.ToAbsolute(link.GetAttribute("href"), _address) is { } href)
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

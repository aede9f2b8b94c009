using System.Globalization;
using AngleSharp.Dom;
using ArticleApi.Core.Images;
using ArticleApi.Core.Rejections;

namespace ArticleApi.Core.Articles;

/// <summary>
/// Reads pictures, tables, embeds and pull quotes too, and tells what it leaves out: nothing that an editor sent is to
/// be lost in silence.
/// </summary>
internal sealed class RichBlockCollector(RichHtmlContext context) : BlockCollector
{
    private const string Place = "/bodyHtml";

    private readonly List<NewImage> _newImages = [];
    private readonly List<InputError> _errors = [];
    private readonly List<InputError> _warnings = [];

    public RichBody ToBody(ISet<string> dropped)
    {
        if (dropped.Contains(SafeHtmlParser.Link))
            LeaveOut("a", "links to absolute http, https and mailto addresses; of others the words stay");
        if (dropped.Contains(SafeHtmlParser.Hidden))
            LeaveOut("hidden", "what readers see; elements that are hidden, or styled so, are left out");
        foreach (var name in dropped.Except([SafeHtmlParser.Link, SafeHtmlParser.Hidden, "style", "title"]))
            LeaveOut(name, $"text, pictures, tables and embeds; what is in a {name} element is left out");

        return new(Blocks.ToValueList(), _newImages, _errors, [.. _warnings.Distinct()]);
    }

    protected override bool IsApart(IElement element) =>
        element.LocalName is "figure" or "x-image" or "x-embed" or "x-media" or "x-table" || IsPullQuote(element);

    protected override void ReadKnownElement(IElement element)
    {
        switch (element.LocalName)
        {
            case "x-image":
                Flush();
                AddImage(element, null);
                break;
            case "x-embed":
                AddEmbed(element.GetAttribute("src"), element.GetAttribute("title"));
                break;
            case "x-media":
                AddMedia(element);
                break;
            case "x-table":
                ReadTable(element);
                break;
            case "x-source":
                break;
            case "figure" or "aside" or "blockquote" when IsPullQuote(element):
                ReadPullQuote(element);
                break;
            case "figure":
                ReadFigure(element);
                break;
            default:
                base.ReadKnownElement(element);
                // Blocks of text hold nothing else; what stood in one follows it.
                if (element.LocalName is "blockquote" or "ul" or "ol" or "pre" or ['h', _])
                    ReadApart(element);
                break;
        }
    }

    private void ReadApart(IElement element)
    {
        foreach (var child in element.Children)
        {
            if (IsApart(child))
                ReadKnownElement(child);
            else
                ReadApart(child);
        }
    }

    private void ReadFigure(IElement figure)
    {
        Flush();
        var caption = figure.QuerySelector("figcaption");
        var images = figure.QuerySelectorAll("x-image").ToList();
        if (figure.GetAttribute("data-embed") is { } url)
            AddEmbed(url, InlineWriter.Write(figure.ChildNodes).Text);
        else if (figure.GetAttribute("data-image") is { } id)
        {
            PlaceImage(id, images.FirstOrDefault(), caption);
            // What an editor typed or dropped into the figure follows it.
            caption?.Remove();
            images.FirstOrDefault()?.Remove();
            ReadBlock(figure);
        }
        else if (images.Count > 0 && !figure.Descendants<IElement>().Any(HoldsText))
            images.ForEach(image => AddImage(image, caption));
        else
            ReadBlock(figure);

        static bool HoldsText(IElement element) =>
            element.LocalName
                is "figure"
                    or "blockquote"
                    or "section"
                    or "pre"
                    or "ul"
                    or "ol"
                    or "x-table"
                    or "x-embed"
                    or "x-media";
    }

    /// <param name="picture">As it was sent; null where it was not.</param>
    private void PlaceImage(string id, IElement? picture, IElement? caption)
    {
        if (
            !Guid.TryParse(id, out var known)
            || context.Images.FirstOrDefault(image => image.Id == known) is not { } image
        )
        {
            if (!context.Gone.Contains(known))
                _errors.Add(
                    InputError.Member(Place, id, "no-such-image", "as data-image the id of one of images, or none")
                );
            return;
        }

        Blocks.Add(ImageBlock.Of(known));
        CheckUnchanged(image, picture, caption);
    }

    // A caption may be shared, and has an address of its own, so that it is not changed in passing.
    private void CheckUnchanged(ListedImage image, IElement? picture, IElement? caption)
    {
        var words = caption is null ? null : InlineWriter.Write(caption.ChildNodes).Text;
        if (image.Shown is not { } shown)
        {
            if (words?.Length > 0)
                LeaveOut(words, "no figcaption of a picture that exists already: it has captions of its own");
            return;
        }

        if (
            words is not null
            && !InlineHtml.HasSameWords(words, InlineHtml.ToPlainText(BodyHtml.RenderFigcaption(shown)))
        )
            _errors.Add(
                InputError.Member(
                    Place,
                    words,
                    "read-only",
                    "the figcaption as it is: change "
                        + (
                            shown.Caption is { } own
                                ? $"the caption at /v1/captions/{own.Id} or the credit at /v1/images/{shown.Id}"
                                : $"the credit at /v1/images/{shown.Id}, or give the picture a caption there"
                        )
                )
            );
        if (picture?.GetAttribute("src") is { } src && shown.Href is { } href && src.Trim() != href)
            LeaveOut(src, $"the src as it is: change href at /v1/images/{shown.Id}, or take data-image out");
        if (picture?.GetAttribute("alt") is { } alt && alt != (shown.AltText ?? ""))
            LeaveOut(alt, $"the alt as it is: change altText at /v1/images/{shown.Id}");
    }

    private void AddImage(IElement picture, IElement? caption)
    {
        var href = picture.GetAttribute("src")?.Trim();
        if (href is null || href.Length > ImageFacts.MaxHrefLength || !ArticleLimits.IsHttpUrl(href))
        {
            LeaveOut(href ?? "img", "a picture with an absolute http or https address as src");
            if (caption is not null)
                ReadBlock(caption);
            return;
        }

        var listed = context.Images.Index().FirstOrDefault(each => each.Item.Href == href);
        if (listed.Item is { } known)
        {
            Blocks.Add(known.Id is { } id ? ImageBlock.Of(id) : ImageBlock.OfNumber(listed.Index + 1));
            CheckUnchanged(known, picture, caption);
            return;
        }

        var words = caption is null ? "" : InlineWriter.Write(caption.ChildNodes).Text;
        var index = _newImages.FindIndex(image => image.Href == href);
        if (index < 0)
        {
            index = _newImages.Count;
            var alt = PlainText.ToSingleLine(picture.GetAttribute("alt"));
            CheckLength(alt, ImageFacts.MaxAltTextLength, "an alt");
            CheckLength(words, CaptionDraft.MaxTextLength, "a figcaption");
            _newImages.Add(
                new(
                    href,
                    alt,
                    ReadPixels(picture, "width"),
                    ReadPixels(picture, "height"),
                    words.Length > 0 ? words : null
                )
            );
        }
        else if (words.Length > 0 && words != _newImages[index].Caption)
        {
            LeaveOut(words, "one caption of a picture that is shown twice");
        }

        Blocks.Add(ImageBlock.OfNumber(context.Images.Count + index + 1));
    }

    private void CheckLength(string? text, int most, string what)
    {
        if (text?.Length > most)
            _errors.Add(
                InputError.Member(
                    Place,
                    text,
                    "too-long",
                    FormattableString.Invariant($"{what} of up to {most:N0} characters")
                )
            );
    }

    private static int? ReadPixels(IElement picture, string name) =>
        int.TryParse(picture.GetAttribute(name), NumberStyles.None, CultureInfo.InvariantCulture, out var pixels)
        && ArticleLimits.IsPixelCount(pixels)
            ? pixels
            : null;

    private void AddMedia(IElement media)
    {
        AddEmbed(
            media.GetAttribute("src") ?? media.QuerySelector("x-source[src]")?.GetAttribute("src"),
            media.GetAttribute("title")
        );
        if (PlainText.ToSingleLine(media.TextContent) is { Length: > 0 } text)
            LeaveOut(text, "no text in video and audio, where it is for those who cannot play them");
        if (media.GetAttribute("poster") is { Length: > 0 } poster)
            LeaveOut(poster, "no poster: the site that is embedded shows its own");
    }

    private void AddEmbed(string? url, string? title)
    {
        Flush();
        url = url?.Trim();
        if (url?.StartsWith("//", StringComparison.Ordinal) == true)
            url = "https:" + url;
        if (url is null || url.Length > ImageFacts.MaxHrefLength || !ArticleLimits.IsHttpUrl(url))
        {
            LeaveOut(url ?? "iframe", "an embed with an absolute http or https address as src");
            return;
        }

        title =
            PlainText.ToSingleLine(title) is { Length: <= EmbedBlock.MaxTitleLength } known && known != url
                ? known
                : null;
        var block = context.Providers.ToBlock(url, title);
        Blocks.Add(block);
        if (block is not EmbedBlock)
            _warnings.Add(
                InputError.Member(
                    Place,
                    url,
                    "not-a-provider",
                    $"an embed of {string.Join(", ", context.Providers.Names)}; another is a link"
                )
            );
    }

    private static bool IsPullQuote(IElement element) =>
        element.LocalName is "figure" or "aside" or "blockquote"
        && element.ClassList.Any(name =>
            name.Contains("pullquote", StringComparison.OrdinalIgnoreCase)
            || name.Contains("pull-quote", StringComparison.OrdinalIgnoreCase)
        );

    private void ReadPullQuote(IElement element)
    {
        Flush();
        var (words, cite) = ReadWords(element.QuerySelector("blockquote") ?? element);
        if (words.Text.Length > 0)
            Blocks.Add(new PullQuote(words.Text, words.Html, cite));
    }

    private void ReadTable(IElement table)
    {
        Flush();
        var rows = table.Children.Where(child => child.LocalName == "x-row").ToList();
        var cells = rows.SelectMany(row => row.Children).Where(IsCell).ToList();
        if (cells.Count == 0 || table.Children.Any(IsCell) || cells.Any(HoldsBlocks))
        {
            // It arranges what is in it.
            if (cells.Count > 1)
                LeaveOut("table", "tables whose cells hold text and lists; the parts of others follow one another");
            ReadBlock(table);
            return;
        }

        foreach (var caption in table.Children.Where(child => child.LocalName == "x-caption"))
            ReadBlock(caption);
        var read = rows.Select(row => row.Children.Where(IsCell).ToList()).Where(row => row.Count > 0).ToList();
        if (read.Count > TableBlock.MaxRows || read.Any(row => row.Count > TableBlock.MaxColumns))
        {
            _errors.Add(
                InputError.Member(
                    Place,
                    null,
                    "too-many",
                    FormattableString.Invariant(
                        $"up to {TableBlock.MaxRows:N0} rows of up to {TableBlock.MaxColumns} cells in a table"
                    )
                )
            );
            return;
        }

        if (cells.Any(cell => cell.HasAttribute("colspan") || cell.HasAttribute("rowspan")))
            LeaveOut("colspan", "cells that span one column and one row; others are told as such");
        var header = read[0].All(cell => cell.LocalName == "x-header") ? ReadCells(read[0]) : [];
        var block = new TableBlock(header, read.Skip(header.Count > 0 ? 1 : 0).Select(ReadCells).ToValueList());
        if (block.Texts.Any(text => text.Length > 0))
            Blocks.Add(block);
    }

    private static ValueList<TableCell> ReadCells(IEnumerable<IElement> cells) =>
        cells
            .Select(cell => InlineWriter.Write(cell.ChildNodes))
            .Select(cell => new TableCell(cell.Text, cell.Html))
            .ToValueList();

    private static bool IsCell(IElement element) => element.LocalName is "x-cell" or "x-header";

    private bool HoldsBlocks(IElement cell) =>
        cell.Descendants<IElement>()
            .Any(element => IsApart(element) || element.LocalName is "pre" or ['h', >= '1' and <= '6']);

    private void LeaveOut(string value, string allowed) =>
        _warnings.Add(InputError.Member(Place, value, "left-out", allowed));
}

using ArticleApi.Core;
using ArticleApi.Core.Articles;
using ArticleApi.Core.Datelines;
using ArticleApi.Core.Images;
using ArticleApi.Core.Ingestion;
using ArticleApi.Core.Rejections;
using ArticleApi.Editing.Contracts;

namespace ArticleApi.Editing;

/// <summary>
/// What was sent, as drafts. What was left out goes through the readers; what was sent is taken as it is. Pure.
/// </summary>
internal static class InputMapper
{
    /// <param name="input">Its labels with names and slugs, as <see cref="LabelResolver"/> makes them.</param>
    /// <param name="body">Its body, as <see cref="SentBodyReader"/> reads it.</param>
    /// <param name="given">Whether a member was sent at all: null and absent differ.</param>
    public static (ArticleDraft? Draft, Rejection? Rejection) ToDraft(
        this ArticleInput input,
        ValueList<Block> body,
        Func<string, bool> given
    )
    {
        if (CheckBodyLimits(body, input) is { } tooMuch)
            return (null, Rejection.Invalid(tooMuch));

        var draft = DraftEnricher.Complete(
            input.ToStatedDraft(body),
            new(input.Language)
            {
                Dateline = given("dateline") ? input.ChooseDateline : null,
                Attributions = input.Attributions,
            }
        );
        return (draft, null);
    }

    private static ArticleDraft ToStatedDraft(this ArticleInput input, ValueList<Block> body) =>
        new()
        {
            Headline = input.Headline?.Trim() ?? "",
            Headlines = input.Headlines is { Short: null, Seo: null } ? null : input.Headlines,
            Slug = input.Slug is { } slug ? Slug.Parse(slug) : null,
            Abstract = input.Abstract,
            Teaser = input.Teaser,
            Access = input.Access,
            Body = body,
            Bylines = (input.Bylines ?? [])
                .Select(byline => new Byline(byline.Slug!, byline.Name!, byline.Role))
                .DistinctBy(byline => byline.Slug)
                .ToValueList(),
            Section = input.Section?.ToLabel(),
            Tags = (input.Tags ?? []).Select(tag => tag.ToLabel()).DistinctBy(tag => tag.Slug).ToValueList(),
            RelatedLinks = input.RelatedLinks ?? [],
            PublishedAt = input.PublishedAt,
            EmbargoUntil = input.EmbargoUntil,
            EmbargoSetBy = EmbargoOrigin.Desk,
            ExpiresAt = input.ExpiresAt,
            Rights = input.Rights,
            Urgency = input.Urgency,
            Genre = input.Genre,
            EditorNote = input.EditorNote,
            ExternalId = input.ExternalId,
            CanonicalUrl = input.CanonicalUrl,
            Source = input.Source ?? Source.Unknown,
            Extensions = input.Extensions,
        };

    // A dateline that was entered is part of the text where the text begins with the same words.
    private static DatelineReading? ChooseDateline(this ArticleInput input, DatelineReading? printed)
    {
        if (input.Dateline?.ToDatelineReading() is not { } entered)
            return null;

        return entered with
        {
            BodyRemainder = printed?.Printed.Raw == entered.Printed.Raw ? printed.BodyRemainder : null,
        };
    }

    /// <summary>A new image; what its raw caption says of credit and file photo fills what was left out.</summary>
    public static ImageFacts ToFacts(this ImageInput input)
    {
        var read = input.Caption?.Raw is { } raw ? CaptionReader.Read(raw) : null;

        return new()
        {
            Href = input.Href,
            MediaType = input.MediaType,
            Width = input.Width,
            Height = input.Height,
            AltText = input.AltText,
            Credit = input.Credit?.ToCredit() ?? read?.Credit,
            FilePhoto = input.FilePhoto ?? read?.FilePhoto ?? false,
            FilePhotoEvidence = input.FilePhoto is null && read is not null ? read.FilePhotoEvidence : [],
            Rights = input.Rights,
        };
    }

    private static Credit ToCredit(this CreditInput input)
    {
        var read = CreditReader.ReadLine(input.Line);
        if (input is { Agency: null, Photographer: null, Handout: null })
            return read;

        var stated = new Credit(input.Line, input.Agency, input.Photographer, input.Handout ?? false);
        return stated == read ? stated : stated with { Origin = CreditOrigin.Editor };
    }

    /// <param name="datelineGiven">Whether a dateline was sent, be it null.</param>
    /// <param name="around">
    /// The language of the article around it, which a caption too short to tell most likely shares; null where there is
    /// none.
    /// </param>
    public static CaptionDraft ToDraft(this CaptionInput input, bool datelineGiven, string? around = null)
    {
        var read = input.Raw is { } raw ? CaptionReader.Read(raw) : null;
        var text = input.Text ?? read!.Text;

        return new(
            input.Language
                ?? (
                    LanguageDetector.Detect(text) is var language && language != LanguageDetector.Unknown
                        ? language
                        : around ?? LanguageDetector.Unknown
                ),
            text,
            input.Raw,
            datelineGiven
                ? input.Dateline?.ToDatelineReading()
                : read?.Dateline ?? (input.Raw is null ? DatelineReader.ReadCaption(text) : null)
        );
    }

    public static DatelineFacts ToFacts(this DatelineInput input) =>
        new(
            (input.Places ?? [])
                .Select(place => new Place(
                    place.Locality,
                    place.Region,
                    place.Country ?? (place.CountryCode is { } code ? Countries.NameOf(code) : null),
                    place.CountryCode ?? (place.Country is { } country ? Countries.CodeOf(country) : null)
                ))
                .ToValueList(),
            input.Date,
            input.Agency
        );

    public static DatelineReading ToDatelineReading(this DatelineInput input)
    {
        var facts = input.ToFacts();
        var prints = (input.Places ?? []).Select(place => new PrintedPlace(place.Qualifier, place.Near)).ToValueList();

        return new(facts, new(input.Raw ?? FormatFacts(facts), prints, null), null, 1);
    }

    // Nothing was said to be printed: the facts in the usual order stand for it.
    private static string FormatFacts(DatelineFacts facts) =>
        string.Join(
            ", ",
            facts
                .Places.SelectMany(place => new[] { place.Locality, place.Region, place.Country })
                .Append(facts.Date?.Iso)
                .OfType<string>()
        );

    private static Label ToLabel(this LabelInput input) => new(input.Slug!, input.Name!);

    public static Block ToBlock(BlockInput input)
    {
        var (text, html, _) = InlineHtml.Reconcile(input.Text, input.Html);

        return input.Type switch
        {
            "heading" => new Heading(input.Level!.Value, text, html),
            "quote" => new Quote(text, html, input.Cite),
            "pullquote" => new PullQuote(text, html, input.Cite),
            "list" => new ListBlock(input.Ordered ?? false, ToItems(input.Items!)),
            "table" => new TableBlock(ToCells(input.Header ?? []), input.Rows!.Select(ToCells).ToValueList()),
            "image" => ToImageBlock(input.Image!),
            "embed" => new EmbedBlock(input.Url!, "", input.Title),
            _ => new Paragraph(text, html),
        };
    }

    private static ValueList<ListItem> ToItems(ValueList<ListItemInput> items) =>
        items
            .Select(item =>
            {
                var (text, html, _) = InlineHtml.Reconcile(item.Text, item.Html);
                return new ListItem(text, html)
                {
                    List = item.List is { } inner ? new(inner.Ordered ?? false, ToItems(inner.Items)) : null,
                };
            })
            .ToValueList();

    private static ValueList<TableCell> ToCells(ValueList<TableCellInput> cells) =>
        cells
            .Select(cell =>
            {
                var (text, html, _) = InlineHtml.Reconcile(cell.Text, cell.Html);
                return new TableCell(text, html);
            })
            .ToValueList();

    private static ImageBlock ToImageBlock(string image) =>
        Guid.TryParse(image, out var id) ? ImageBlock.Of(id) : new(image);

    // HTML and plain text are split into blocks here, so their limits are checked here.
    private static InputError? CheckBodyLimits(ValueList<Block> body, ArticleInput input)
    {
        var pointer = input switch
        {
            { BodyHtml: not null } => "/bodyHtml",
            { BodyText: not null } => "/bodyText",
            _ => "/body",
        };
        if (ArticleLimits.CheckBody(body) is not [var broken, ..])
            return null;

        var allowed =
            broken.Code == "too-many"
                ? $"up to {Core.Articles.Block.MaxCount:N0} blocks"
                : $"up to {Core.Articles.Block.MaxTextLength:N0} characters in a block";
        return InputError.Member(pointer, null, broken.Code, allowed);
    }
}

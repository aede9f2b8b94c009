using ArticleApi.Core.Articles;
using ArticleApi.Core.Datelines;
using ArticleApi.Core.Images;

namespace ArticleApi.Core.Ingestion.Wire;

/// <summary>The draft of an agency's item: its fields as it says them, and what our readers find in its text.</summary>
internal static class WireDraftFactory
{
    public static ArticleDraft Create(WireItem item)
    {
        var draft = DraftEnricher.Complete(
            ToDraft(item),
            new(item.Language) { Dateline = printed => printed ?? ReadDateline(item.Dateline) }
        );

        return draft with
        {
            Bylines = item
                .Bylines.SelectMany(byline => WireBylineParser.Parse(byline.Names, byline.Title, draft.Language))
                .DistinctBy(byline => byline.Slug)
                .ToValueList(),
            Images = item.Pictures.Select((picture, index) => ToImage(picture, draft.Language, index)).ToValueList(),
        };
    }

    private static ArticleDraft ToDraft(WireItem item) =>
        new()
        {
            Headline = item.Headline ?? "",
            Abstract = item.Abstract,
            Body = WithoutHeadline(item),
            Section = item.Section is null ? null : ToLabel(item.Section),
            Tags = item
                .Tags.Select(ToLabel)
                .OfType<Label>()
                .DistinctBy(tag => tag.Slug)
                .Take(Article.MaxTags)
                .ToValueList(),
            PublishedAt = item.PublishedAt,
            EmbargoUntil = item.EmbargoUntil,
            ExpiresAt = item.ExpiresAt,
            Rights = item.Rights,
            Urgency = item.Urgency,
            Genre = item.Genre,
            EditorNote = item.EditorNote,
            ExternalId = item.Id,
            Source = new(item.Publisher, null),
        };

    private static Label? ToLabel(string name) =>
        Label.FromName(name) is { Name.Length: <= Label.MaxNameLength } label ? label : null;

    // Some print the headline again above the text.
    private static ValueList<Block> WithoutHeadline(WireItem item) =>
        item.Body is [Heading heading, ..]
        && string.Equals(heading.Text.Trim(), item.Headline, StringComparison.OrdinalIgnoreCase)
            ? item.Body.Skip(1).ToValueList()
            : item.Body;

    private static DatelineReading? ReadDateline(string? printed)
    {
        if (printed is null or { Length: > PrintedDateline.MaxRawLength })
            return null;

        // In a field of its own a bare place need not be in capitals to be one.
        return (ParseDatelineField(printed) ?? ParseDatelineField(printed.ToUpperInvariant())) is not { } reading
            ? null
            : reading with
            {
                Facts = reading.Facts with
                {
                    Places = reading
                        .Facts.Places.Select(place => place with { Locality = AsPrinted(place.Locality, printed) })
                        .ToValueList(),
                },
                Printed = reading.Printed with { Raw = printed, Evidence = "dateline" },
                BodyRemainder = null,
            };
    }

    private static DatelineReading? ParseDatelineField(string printed) => DatelineReader.ReadLede(printed + " - …");

    private static string? AsPrinted(string? name, string printed) =>
        name is not null
        && printed.IndexOf(name, StringComparison.OrdinalIgnoreCase) is >= 0 and var at
        && printed.Substring(at, name.Length) is var spelt
        && spelt.Any(char.IsLower)
            ? spelt
            : name;

    private static ImageDraft ToImage(WirePicture picture, string language, int index)
    {
        var reading = picture.Caption is null ? null : CaptionReader.Read(picture.Caption);
        var facts = new ImageFacts
        {
            Href = picture.Rendition?.Href,
            MediaType = picture.Rendition?.MediaType,
            Width = picture.Rendition?.Width,
            Height = picture.Rendition?.Height,
            AltText = picture.AltText,
            Credit = ReadCredit(picture, reading),
            Rights = picture.Rights,
        };

        return ImageDraftFactory.Create(facts, reading, picture.Language ?? language, index);
    }

    // The fields of their own first; what they leave open, the caption may say.
    private static Credit? ReadCredit(WirePicture picture, CaptionReading? caption)
    {
        if (picture.Byline is null && picture.Credit is null)
            return caption?.Credit;

        var line = JoinCredit(picture.Byline, picture.Credit);
        // An address holds slashes that part no names.
        var reading = line.Contains("://", StringComparison.Ordinal)
            ? null
            : CreditReader.Read(picture.Byline, picture.Credit);

        return new(
            line,
            reading?.Agency ?? caption?.Credit?.Agency,
            reading?.Byline ?? caption?.Credit?.Photographer,
            line.Contains("handout", StringComparison.OrdinalIgnoreCase) || caption?.Credit?.Handout == true
        );
    }

    private static string JoinCredit(string? byline, string? credit)
    {
        if (byline is null || credit?.Contains(byline, StringComparison.OrdinalIgnoreCase) == true)
            return credit!;

        return credit is null ? byline : $"{byline}/{credit}";
    }
}

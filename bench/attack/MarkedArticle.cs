namespace ArticleApi.Attacks;

/// <summary>An article all of whose members are marked, as it is sent.</summary>
internal sealed class MarkedArticle
{
    private readonly Func<bool, string> _word;

    /// <param name="word">A new mark; of a component where true.</param>
    /// <param name="place">The country, with its code, that only this article's pictures and dateline name.</param>
    public MarkedArticle(Func<bool, string> word, (string Code, string Name) place, int year)
    {
        _word = word;
        Words = [word(false), word(false), word(false)];
        var (section, tag, byline) = (word(false), word(false), word(false));
        var (photographer, photoAgency, photoPlace) = (word(true), word(true), word(true));
        var (datelinePlace, datelineAgency, cited) = (word(true), word(true), word(false));
        CaptionWord = word(true);
        Slug = $"report-{word(false)}-of-the-day";
        Filters =
        [
            ("section", section),
            ("tag", tag),
            ("byline", byline),
            ("photographer", photographer),
            ("photoAgency", photoAgency),
            ("photoPlace", photoPlace),
            ("datelinePlace", datelinePlace),
            ("datelineAgency", datelineAgency),
            ("citedAgency", cited),
            ("place", photoPlace),
            ("place", datelinePlace),
            ("agency", photoAgency),
            ("agency", cited),
            ("photoCountry", place.Code),
            ("datelineCountry", place.Code),
            ("country", place.Code),
        ];
        Body = new()
        {
            ["headline"] = $"Report {Words[0]} of the day",
            ["slug"] = Slug,
            ["language"] = "en",
            ["abstract"] = $"Summary {Words[1]}.",
            ["bodyText"] =
                $"The {Words[2]} was seen there on Monday, the {cited} agency said.\n\n"
                + $"Nobody would say where the {word(false)} had been, or what the {word(false)} was for.",
            ["section"] = new { name = section },
            ["tags"] = new[] { new { name = tag } },
            ["bylines"] = new[] { new { name = byline, role = word(false) } },
            ["dateline"] = Dateline(datelinePlace, place, year, datelineAgency),
            ["rights"] = Rights(false),
            ["genre"] = word(false),
            ["editorNote"] = word(false),
            ["externalId"] = word(false),
            ["source"] = new { publisher = word(false), url = $"https://{word(false)}.example/" },
            ["attributions"] = new[]
            {
                new
                {
                    agency = cited,
                    asPrinted = cited,
                    paragraph = 1,
                },
            },
            ["images"] = new[]
            {
                new
                {
                    href = $"https://pictures.example/{word(true)}.jpg",
                    altText = word(true),
                    credit = new
                    {
                        line = $"{photographer}/{photoAgency}",
                        agency = photoAgency,
                        photographer,
                    },
                    rights = Rights(true),
                    caption = Caption(photoPlace, place, year),
                },
            },
        };
    }

    public Dictionary<string, object?> Body { get; }

    public string Slug { get; }

    public string[] Words { get; }

    public string CaptionWord { get; }

    /// <summary>The filters that find it, for whoever may see it.</summary>
    public IReadOnlyList<(string Name, string Value)> Filters { get; }

    /// <summary>A caption of somebody else's picture, in words of its own.</summary>
    public object Caption(string locality, (string Code, string Name) place, int year) =>
        new
        {
            language = "en",
            text = $"A view of {CaptionWord} from afar.",
            dateline = Dateline(locality, place, year, null),
        };

    private object Rights(bool component) =>
        new
        {
            holder = _word(component),
            notice = _word(component),
            usageTerms = _word(component),
        };

    private static object Dateline(string locality, (string Code, string Name) place, int year, string? agency) =>
        new
        {
            raw = $"{locality}, {place.Name}",
            places = new[]
            {
                new
                {
                    locality,
                    country = place.Name,
                    countryCode = place.Code,
                },
            },
            date = new
            {
                iso = $"{year}-03-11",
                precision = "day",
                year,
                month = 3,
                day = 11,
            },
            agency,
        };
}

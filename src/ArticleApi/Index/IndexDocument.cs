using System.Buffers.Binary;
using System.Globalization;
using ArticleApi.Core.Articles;
using ArticleApi.Core.Datelines;
using ArticleApi.Core.Images;
using ArticleApi.Core.NearDuplicates;
using ArticleApi.Core.Search;
using ArticleApi.Storage.Tables;

namespace ArticleApi.Index;

/// <summary>
/// What something is filed under: the terms that equality filters ask for, and the dates that orders and ranges ask
/// for. Pure: from what clients get, so that a filter never disagrees with the bytes.
/// </summary>
internal sealed record IndexDocument(IReadOnlyList<string> Terms, IReadOnlyList<(string Name, long At)> SortValues)
{
    /// <summary>
    /// To be raised with whatever files the same document otherwise: terms, dates, labels, likeness. All are then filed
    /// anew.
    /// </summary>
    public const int Version = 1;

    private static readonly string[] Filters =
    [
        .. Enum.GetNames<FacetField>().Select(System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName),
    ];

    private static readonly Dictionary<string, FacetField> Kinds = Enum.GetValues<FacetField>()
        .ToDictionary(FilterNameOf);

    /// <summary>Everything has this term; a list without filters is its range.</summary>
    public const string All = "*";

    public const long NoDate = long.MinValue;

    /// <summary>Not a date of its own: the order of publication is the timeline.</summary>
    public const string Published = "published";
    public const string Updated = "updated";
    public const string Available = "available";
    public const string PhotoTaken = "photoTaken";
    public const string Filed = "dateline";

    public string TermsText => string.Join('\n', Terms);

    public string SortValuesText =>
        string.Join(
            '\n',
            SortValues.Select(date => string.Create(CultureInfo.InvariantCulture, $"@{date.Name} {date.At}"))
        );

    /// <summary>
    /// All of it as one text, as versions keep it: the terms, the dates, and the place in the order of publication.
    /// </summary>
    public string Serialize(long timeline) => Serialize(timeline, TermsText, SortValuesText);

    /// <inheritdoc cref="Serialize(long)"/>
    public static string Serialize(long timeline, string terms, string dates) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{terms}\n{dates}\n@{Published} {(timeline < 0 ? NoDate : timeline)}"
        );

    /// <summary>The dates of a stored <see cref="SortValuesText"/> or of a version's filing.</summary>
    public static IReadOnlyList<(string Name, long At)> ParseSortValues(string text) =>
        text.Split('\n')
            .Where(line => line.StartsWith('@'))
            .Select(line => line[1..].Split(' '))
            .Select(parts => (parts[0], long.Parse(parts[1], CultureInfo.InvariantCulture)))
            .ToList();

    /// <summary>A filter and a value as a term; the value is folded here, on writing and on asking alike.</summary>
    public static string FormatTerm(string filter, string value) => $"{filter}:{TextFolding.Fold(value)}";

    /// <summary>The filter that asks for a kind of label: its name in the API.</summary>
    public static string FilterNameOf(FacetField kind) => Filters[(int)kind];

    /// <summary>The labels among the terms: their kind and folded value.</summary>
    public static IEnumerable<(FacetField Kind, string Folded)> FacetValuesOf(IEnumerable<string> terms) =>
        from term in terms
        let colon = term.IndexOf(':', StringComparison.Ordinal)
        where colon > 0 && Kinds.ContainsKey(term[..colon])
        select (Kinds[term[..colon]], term[(colon + 1)..]);

    /// <summary>What facets count it by; see <see cref="FacetValues.ValueIds"/>.</summary>
    public byte[] FacetValueIds(IndexKeys names)
    {
        var codes = FacetValuesOf(Terms).Select(label => names.FacetValueId(label.Kind, label.Folded)).ToList();
        var bytes = new byte[codes.Count * sizeof(long)];
        for (var i = 0; i < codes.Count; i++)
            BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(i * sizeof(long)), codes[i]);
        return bytes;
    }

    /// <summary>
    /// What near-duplicates are found by; null where the body is too short, and for all but articles.
    /// </summary>
    public TextSignature? Likeness { get; init; }

    /// <summary>How labels are printed: the value to filter by, and the name to show.</summary>
    public IReadOnlyDictionary<
        (FacetField Kind, string Folded),
        (string Value, string Name)
    > FacetValues { get; init; } = new Dictionary<(FacetField, string), (string, string)>();

    public static IndexDocument From(ArticleDocument article)
    {
        var terms = new SortedSet<string>(StringComparer.Ordinal) { All };
        var labels = new Dictionary<(FacetField, string), (string, string)>();
        void Add(string filter, string? value, string? name = null)
        {
            if (string.IsNullOrWhiteSpace(value))
                return;

            var term = FormatTerm(filter, value);
            if (terms.Add(term) && Kinds.TryGetValue(filter, out var kind))
                labels[(kind, term[(filter.Length + 1)..])] = (value, name ?? value);
        }

        Add("status", article.Status.ToString());
        Add("section", article.Section?.Slug, article.Section?.Name);
        foreach (var tag in article.Tags)
            Add("tag", tag.Slug, tag.Name);
        foreach (var byline in article.Bylines)
            Add("byline", byline.Slug, byline.Name);
        foreach (var range in LanguageRanges(article.Language))
            Add("language", range);
        foreach (var attribution in article.Attributions)
        {
            Add("citedAgency", attribution.Agency);
            Add("agency", attribution.Agency);
        }

        var photoDatelines = article
            .Images.Select(image => image.Caption?.Dateline)
            .OfType<DatelineDocument>()
            .ToList();
        foreach (var image in article.Images)
        {
            if (image.Caption is { } caption)
                Add("captionLanguage", caption.Language);
            foreach (var photographer in Photographers(image.Credit))
                Add("photographer", photographer);
            Add("photoAgency", image.Credit?.Agency);
            Add("agency", image.Credit?.Agency);
        }

        AddPlaces(photoDatelines, "photo", Add);
        if (article.Dateline is { } dateline)
        {
            AddPlaces([dateline], "dateline", Add);
            Add("datelineAgency", dateline.Agency);
            Add("agency", dateline.Agency);
        }

        foreach (var use in photoDatelines.Append(article.Dateline).OfType<DatelineDocument>())
            Add("usesDateline", use.Id.ToString());
        Add("hasImages", article.ImageCount > 0 ? "true" : "false");
        Add("hasImageFile", article.Images.Any(image => image.Href is not null) ? "true" : "false");

        return new(
            [.. terms],
            [
                (Updated, Milliseconds(article.UpdatedAt)),
                (Available, Milliseconds(article.AvailableAt)),
                .. Instants(PhotoTaken, photoDatelines),
                .. Instants(Filed, [article.Dateline]),
            ]
        )
        {
            FacetValues = labels,
        };
    }

    public static IndexDocument From(Image image, IReadOnlyList<Caption> captions)
    {
        var datelines = captions
            .Select(CaptionDocument.From)
            .Select(caption => caption.Dateline)
            .OfType<DatelineDocument>()
            .ToList();
        var terms = new SortedSet<string>(StringComparer.Ordinal) { All };
        void Add(string filter, string? value, string? name = null)
        {
            if (!string.IsNullOrWhiteSpace(value))
                terms.Add(FormatTerm(filter, value));
        }

        foreach (var photographer in Photographers(image.Facts.Credit))
            Add("photographer", photographer);
        Add("photoAgency", image.Facts.Credit?.Agency);
        AddPlaces(datelines, "photo", Add);
        Add("hasImageFile", image.Facts.Href is null ? "false" : "true");
        Add("filePhoto", image.Facts.FilePhoto ? "true" : "false");

        return new([.. terms], [.. Instants(PhotoTaken, datelines)]);
    }

    public static IndexDocument From(Caption caption)
    {
        var dateline = CaptionDocument.From(caption).Dateline;
        var terms = new SortedSet<string>(StringComparer.Ordinal) { All };
        foreach (var range in LanguageRanges(caption.Language))
            terms.Add(FormatTerm("language", range));
        AddPlaces(
            dateline is null ? [] : [dateline],
            "photo",
            (filter, value, _) =>
            {
                if (value is not null)
                    terms.Add(FormatTerm(filter, value));
            }
        );

        return new([.. terms], [.. Instants(PhotoTaken, [dateline])]);
    }

    public static IndexDocument From(Dateline dateline)
    {
        var document = DatelineDocument.From(dateline, new PrintedDateline("", [], null))!;
        var terms = new SortedSet<string>(StringComparer.Ordinal) { All };
        AddPlaces(
            [document],
            "dateline",
            (filter, value, _) =>
            {
                if (value is not null)
                    terms.Add(FormatTerm(filter, value));
            }
        );
        if (document.Agency is { } agency)
            terms.Add(FormatTerm("datelineAgency", agency));

        return new([.. terms], [.. Instants(Filed, [document])]);
    }

    /// <summary><c>en-GB</c> is found as <c>en-GB</c> and as <c>en</c> (RFC 4647 basic filtering).</summary>
    private static IEnumerable<string> LanguageRanges(string language)
    {
        for (var end = language.Length; end > 0; end = language.LastIndexOf('-', end - 1))
            yield return language[..end];
    }

    private static string[] Photographers(Credit? credit) =>
        credit?.Photographer?.Split(", ", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];

    private delegate void AddTerm(string filter, string? value, string? name);

    private static void AddPlaces(IEnumerable<DatelineDocument> datelines, string kind, AddTerm add)
    {
        foreach (var place in datelines.SelectMany(dateline => dateline.Places))
        {
            foreach (var name in new[] { place.Locality, place.Region })
            {
                add(kind + "Place", name, name);
                add("place", name, name);
            }

            add(kind + "Country", place.CountryCode, place.Country);
            add("country", place.CountryCode, place.Country);
        }
    }

    private static IEnumerable<(string, long)> Instants(string name, IEnumerable<DatelineDocument?> datelines)
    {
        var dates = datelines
            .Select(dateline => dateline?.Date?.Start)
            .OfType<DateTimeOffset>()
            .Select(start => Milliseconds(start))
            .Distinct()
            .Order()
            .ToList();

        return dates.Count == 0 ? [(name, NoDate)] : dates.Select(date => (name, date));
    }

    private static long Milliseconds(DateTimeOffset? instant) => instant?.ToUnixTimeMilliseconds() ?? NoDate;
}

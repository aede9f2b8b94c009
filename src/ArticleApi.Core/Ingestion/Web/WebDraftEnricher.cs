using ArticleApi.Core.Articles;

namespace ArticleApi.Core.Ingestion.Web;

/// <summary>What a draft's own words say beside what its source states: language, dateline, whom it cites.</summary>
internal static class WebDraftEnricher
{
    /// <param name="language">As the source states it; null where it does not.</param>
    public static ArticleDraft Complete(ArticleDraft draft, string? language, PictureList pictures)
    {
        var texts = draft.Body.SelectMany(block => block.Texts).ToList();
        var told = language ?? LanguageDetector.Detect(string.Join('\n', texts.Prepend(draft.Headline)));

        return draft with
        {
            Language = told,
            Dateline = ChooseDateline(draft.Dateline, texts.Count > 0 ? DatelineReader.ReadLede(texts[0]) : null),
            Images = pictures.ToImageDrafts(told),
            Attributions = AttributionReader.Read(texts),
        };
    }

    /// <summary>
    /// A dateline in a field of its own, as if it stood before a text; null where it cannot be read as one.
    /// </summary>
    public static Datelines.DatelineReading? ParseDateline(string? field) =>
        field is null ? null
        : DatelineReader.ReadLede($"{field.Trim().TrimEnd('-', '–', '—', ' ')} — .") is { } read
            ? read with
            {
                BodyRemainder = null,
            }
        : null;

    /// <summary>A section or tags, each once, without those that no slug can be made of.</summary>
    public static ValueList<Label> ToLabels(IEnumerable<string?> names) =>
        names
            .Select(PlainTextCleaner.ToSingleLine)
            .OfType<string>()
            .Select(Label.FromName)
            .OfType<Label>()
            .DistinctBy(label => label.Slug)
            .ToValueList();

    public static Rights? CreateRights(string? holder, string? notice, string? terms) =>
        holder is null && notice is null && terms is null
            ? null
            : new(Truncate(holder), Truncate(notice), Truncate(terms));

    private static string? Truncate(string? text) => text?.Length > Rights.MaxLength ? text[..Rights.MaxLength] : text;

    private static Datelines.DatelineReading? ChooseDateline(
        Datelines.DatelineReading? stated,
        Datelines.DatelineReading? printed
    ) =>
        stated is null ? printed
        : printed?.Facts.Equals(stated.Facts) == true ? printed
        : stated;
}

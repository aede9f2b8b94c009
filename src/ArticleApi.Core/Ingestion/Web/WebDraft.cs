using ArticleApi.Core.Articles;

namespace ArticleApi.Core.Ingestion.Web;

/// <summary>What a draft's own words say beside what its source states: language, dateline, whom it cites.</summary>
internal static class WebDraft
{
    /// <param name="language">As the source states it; null where it does not.</param>
    public static ArticleDraft Complete(ArticleDraft draft, string? language, Pictures pictures)
    {
        var texts = draft.Body.SelectMany(block => block.Texts).ToList();
        var told = language ?? LanguageReader.Read(string.Join('\n', texts.Prepend(draft.Headline)));

        return draft with
        {
            Language = told,
            Dateline = DatelineOf(draft.Dateline, texts.Count > 0 ? DatelineReader.ReadLede(texts[0]) : null),
            Images = pictures.Drafts(told),
            Attributions = AttributionReader.Read(texts),
        };
    }

    /// <summary>
    /// A dateline in a field of its own, as if it stood before a text; null where it cannot be read as one.
    /// </summary>
    public static Datelines.DatelineReading? DatelineOf(string? field) =>
        field is null ? null
        : DatelineReader.ReadLede($"{field.Trim().TrimEnd('-', '–', '—', ' ')} — .") is { } read
            ? read with
            {
                Rest = null,
            }
        : null;

    /// <summary>A section or tags, each once, without those that no slug can be made of.</summary>
    public static ValueList<Label> Labels(IEnumerable<string?> names) =>
        names
            .Select(WebText.Line)
            .OfType<string>()
            .Select(Label.Of)
            .OfType<Label>()
            .DistinctBy(label => label.Slug)
            .ToValueList();

    public static Rights? RightsOf(string? holder, string? notice, string? terms) =>
        holder is null && notice is null && terms is null ? null : new(Kept(holder), Kept(notice), Kept(terms));

    private static string? Kept(string? text) => text?.Length > Rights.MaxLength ? text[..Rights.MaxLength] : text;

    private static Datelines.DatelineReading? DatelineOf(
        Datelines.DatelineReading? stated,
        Datelines.DatelineReading? printed
    ) =>
        stated is null ? printed
        : printed?.Facts.Equals(stated.Facts) == true ? printed
        : stated;
}

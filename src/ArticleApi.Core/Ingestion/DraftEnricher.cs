using ArticleApi.Core.Articles;

namespace ArticleApi.Core.Ingestion;

/// <summary>What a draft's own words say beside what its source states: language, dateline, whom it cites.</summary>
public static class DraftEnricher
{
    public static ArticleDraft Complete(ArticleDraft draft, StatedFacts stated)
    {
        var texts = draft.Body.SelectMany(block => block.Texts).ToList();
        var printed = texts.Count > 0 ? DatelineReader.ReadLede(texts[0]) : null;

        return draft with
        {
            Language = stated.Language ?? LanguageDetector.Detect(string.Join('\n', texts.Prepend(draft.Headline))),
            Dateline = stated.Dateline is { } choose ? choose(printed) : printed,
            Attributions = stated.Attributions ?? AttributionReader.Read(texts),
        };
    }
}

using ArticleApi.Core.Articles;

namespace ArticleApi.Core.Ingestion;

internal enum OpeningForm
{
    None,
    News,
    Opinion,
}

/// <summary>
/// What stands before a <c>TT</c> whose headline is not repeated: an author, or a headline that was changed.
/// </summary>
internal static class ScrapedTextForm
{
    private const int MaxAuthorWords = 12;
    private const int MaxLinesBelow = 420;

    public static OpeningForm Detect(List<ScrapedTextLine> lines, int start, int mark, int headline)
    {
        var above = lines[start..mark];
        var distinct = above
            .Where(line => !line.IsBlank)
            .Select(line => line.Text)
            .Distinct(StringComparer.Ordinal)
            .ToList();
        var printed = above.Count(line => !line.IsBlank);
        var title = headline < 0 ? "" : lines[headline].Text;
        if (headline < 0)
            return printed > distinct.Count || above.Any(line => line.IsBlank) ? OpeningForm.News : OpeningForm.Opinion;

        var below = lines
            .Skip(headline + 1)
            .SkipWhile(line => line.IsBlank)
            .Take(MaxLinesBelow)
            .TakeWhile(line => !line.IsBlank)
            .Select(line => line.Text)
            .ToHashSet(StringComparer.Ordinal);
        var captions = distinct.Skip(1).Any(below.Contains) || printed > distinct.Count;
        if (captions || ShareMostWords(distinct[0], title))
            return OpeningForm.News;
        if (distinct.Count <= 2 && ArticleDocument.CountWords(distinct[0]) <= MaxAuthorWords)
            return OpeningForm.Opinion;

        // A headline, a blank line and one group of captions, none of them seen again.
        var groups = above.Zip(above.Skip(1)).Count(pair => pair.First.IsBlank && !pair.Second.IsBlank);
        return groups <= 1 && above.Count > 1 && above[1].IsBlank ? OpeningForm.News : OpeningForm.None;
    }

    // A changed headline shares most of its words with the old one.
    private static bool ShareMostWords(string one, string other)
    {
        var words = one.Split(' ').Where(word => word.Length > 3).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return words.Count > 0
            && words.Count(other.Split(' ').ToHashSet(StringComparer.OrdinalIgnoreCase).Contains) * 2 >= words.Count;
    }
}

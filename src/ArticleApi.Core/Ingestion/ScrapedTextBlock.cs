namespace ArticleApi.Core.Ingestion;

/// <summary>The lines of one article: what stands before its <c>TT</c>, and what follows.</summary>
/// <param name="Above">The lines before <c>TT</c> that are not blank, in order.</param>
/// <param name="Below">The lines after <c>TT</c> and its digits, blank ones too.</param>
internal sealed record ScrapedTextBlock(
    IReadOnlyList<ScrapedTextLine> Above,
    IReadOnlyList<ScrapedTextLine> Below,
    bool IsOpinion,
    bool IsLast
)
{
    /// <summary>The line that a scraped page leaves where its text-size button stood.</summary>
    public const string Marker = "TT";

    public int FirstLine => (Above.Count > 0 ? Above[0] : Below.First(line => !line.IsBlank)).Number;

    /// <summary>Parts a document into articles. A <c>TT</c> that no article's head stands above is text.</summary>
    public static List<ScrapedTextBlock> Split(List<ScrapedTextLine> lines, List<int> stray)
    {
        var anchors = new List<Anchor>();
        for (var mark = 0; mark < lines.Count; mark++)
        {
            if (lines[mark].Text != Marker || stray.Count >= MaxStrayMarkers)
                continue;
            if (FindAnchor(lines, mark, anchors.Count > 0 ? anchors[^1] : null) is { } anchor)
                anchors.Add(anchor);
            else
                stray.Add(lines[mark].Number);
        }

        return
        [
            .. anchors.Select(
                (anchor, index) =>
                {
                    var end = index + 1 < anchors.Count ? anchors[index + 1].Start : lines.Count;
                    while (end > anchor.After && lines[end - 1].IsBlank)
                        end--;

                    return new ScrapedTextBlock(
                        [.. lines[anchor.Start..anchor.Mark].Where(line => !line.IsBlank)],
                        lines[anchor.After..end],
                        anchor.IsOpinion,
                        index + 1 == anchors.Count
                    );
                }
            ),
        ];
    }

    /// <param name="Start">The index of the article's first line.</param>
    /// <param name="After">The index of the first line after the mark and its digits.</param>
    /// <param name="Headline">The index of the headline after the mark.</param>
    private sealed record Anchor(int Start, int Mark, int After, int Headline, bool IsOpinion);

    private static Anchor? FindAnchor(List<ScrapedTextLine> lines, int mark, Anchor? previous)
    {
        var after = mark + 1 < lines.Count && IsTextSize(lines[mark + 1].Text) ? mark + 2 : mark + 1;
        var headline = lines.FindIndex(after, line => !line.IsBlank);
        var title = headline < 0 ? null : lines[headline].Text;
        var floor = Math.Max(mark - MaxHeadLines, previous is null ? 0 : previous.Headline + 1);
        if (previous is { Headline: < 0 } || mark < floor)
            return null;

        var gap = FindGap(lines, mark, floor);
        var start = gap ?? Math.Max(floor, lines.FindIndex(floor, line => !line.IsBlank));
        var region = lines[start..mark].Where(line => !line.IsBlank).ToList();
        if (region.Count == 0)
            return previous is null && title is not null ? new(mark, mark, after, headline, false) : null;
        if (region[0].Text == title)
            return new(start, mark, after, headline, false);

        // More blank lines than usual between the headline and its captions.
        var above = start == floor ? -1 : lines.FindLastIndex(start - 1, start - floor, line => !line.IsBlank);
        if (title is not null && above >= floor && lines[above].Text == title)
            return new(above, mark, after, headline, false);

        // Without its gap: the nearest line that repeats the headline.
        var same = title is null ? -1 : lines.FindLastIndex(mark - 1, mark - floor, line => line.Text == title);
        if (same >= floor)
            return new(same, mark, after, headline, false);

        // Past the first article the head must stand apart, or a line "TT" in a body would open one.
        if (previous is not null && gap is null)
            return null;

        return ScrapedTextForm.Detect(lines, start, mark, headline) switch
        {
            OpeningForm.Opinion => new(start, mark, after, headline, true),
            OpeningForm.News => new(start, mark, after, headline, false),
            _ => null,
        };
    }

    // Twice as many captions as an article may have, and room; so that a file of nothing but marks takes no long time.
    private const int MaxHeadLines = 420;
    private const int MaxStrayMarkers = 1_000;

    // The first line after the last gap of two blank lines or more.
    private static int? FindGap(List<ScrapedTextLine> lines, int mark, int floor)
    {
        for (var i = mark - 1; i > floor; i--)
        {
            if (lines[i].IsBlank && lines[i - 1].IsBlank && i + 1 < mark && !lines[i + 1].IsBlank)
                return i + 1;
        }

        return null;
    }

    /// <summary>Whether it is the text size that may follow the mark.</summary>
    public static bool IsTextSize(string text) => text.Length is > 0 and <= 3 && text.All(char.IsAsciiDigit);
}

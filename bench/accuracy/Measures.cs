namespace ArticleApi.Accuracy;

/// <summary>Everything that is measured, in the order of the table.</summary>
public static class Measures
{
    public static IReadOnlyList<Measure> All { get; } =
    [
        new("Seed documents of other publishers", "seedshape", 1, ScrapedTextShapes.Read),
        new(
            "Reuters-21578 datelines",
            "datelines",
            0.99,
            folder => ReutersDatelines.Read(folder).Where(row => row.Expected != DatelineText.None)
        ),
        new(
            "Reuters-21578, lines that are no dateline",
            "datelines",
            1,
            folder => ReutersDatelines.Read(folder).Where(row => row.Expected == DatelineText.None)
        ),
        new("MUC-3 and MUC-4 datelines (FBIS)", "datelines", 0.985, FbisDatelines.Read),
        new(
            "IEER datelines (AP, NYT)",
            "datelines",
            0.96,
            folder => IeerDatelines.Read(folder).Where(row => row.Expected != DatelineText.None)
        ),
        new(
            "IEER ledes without a dateline",
            "datelines",
            1,
            folder => IeerDatelines.Read(folder).Where(row => row.Expected == DatelineText.None)
        ),
        new("EFE datelines (Spanish)", "datelines", 0.96, EfeDatelines.Read),
        new("OpenBlock vectors", "datelines", 1, OpenBlockDatelines.Read),
        new("Ledes of today, with traps", "datelines", 1, ModernLedes.Read),
        new(
            "Captions and their credits, English",
            "captions",
            0.88,
            folder => CaptionGold.Read(folder).Where(row => row.English).Select(row => row.Row)
        ),
        new(
            "Captions and their credits, all",
            "captions",
            0.75,
            folder => CaptionGold.Read(folder).Select(row => row.Row)
        ),
        new(
            "Agencies that captions credit",
            "captions",
            0.97,
            folder => CaptionHarvest.Read(folder).Where(row => row.Expected != CaptionHarvest.None)
        ),
        new(
            "Captions that credit no agency",
            "captions",
            1,
            folder => CaptionHarvest.Read(folder).Where(row => row.Expected == CaptionHarvest.None)
        ),
        new("By-line and credit", "guardian-grid", 0.95, CreditVectors.Read),
        new("Feeds, facts of their articles", "feedparser", 0.95, FeedCases.Facts),
        new("Feeds, hostile markup", "feedparser", 1, FeedCases.Hostile),
        new("Edited articles, known again", "seedshape", 0.97, NearDuplicates.Pairs),
        new("Other articles, kept apart", "seedshape", 1, NearDuplicates.OtherPairs),
    ];
}

using ArticleApi.Core.Articles;
using ArticleApi.Core.Ingestion;

namespace ArticleApi.Import;

/// <summary>Which version of an item is the later one.</summary>
internal static class SourceVersions
{
    /// <summary>What becomes of a document's article, given the documents the article here came from.</summary>
    /// <returns>Updated, Known or Outdated.</returns>
    public static ImportOutcome Compare(SourceRecord source, IEnumerable<SourceRecord> recorded)
    {
        var outcome = ImportOutcome.Known;
        var isStated = false;
        foreach (var row in recorded)
        {
            if (row.Sha256 == source.Sha256 && row.FirstLine == source.FirstLine)
                return ImportOutcome.Known;
            if (source.ItemId is null || row.ItemId != source.ItemId || row.Provider != source.Provider)
                continue;

            switch (SourceItem.IsAfter(source.ItemVersion, source.ItemVersionAt, row.ItemVersion, row.ItemVersionAt))
            {
                case false:
                    // The same version again, or an earlier one.
                    return
                        row.Fingerprint == source.Fingerprint
                        || (source.ItemVersion is not null && row.ItemVersion == source.ItemVersion)
                        ? ImportOutcome.Known
                        : ImportOutcome.Outdated;
                case true:
                    outcome = ImportOutcome.Updated;
                    isStated = true;
                    break;
                case null when row.Fingerprint == source.Fingerprint:
                    // Said of no version: a text that was here before is no news.
                    return ImportOutcome.Known;
                case null when !isStated:
                    outcome = ImportOutcome.Updated;
                    break;
            }
        }

        return outcome;
    }

    /// <summary>Whether a later version was here.</summary>
    public static bool IsSuperseded(SourceItem item, IEnumerable<SourceRecord> recorded) =>
        recorded.Any(row =>
            row.ItemId == item.Id
            && row.Provider == item.Provider
            && SourceItem.IsAfter(row.ItemVersion, row.ItemVersionAt, item.Version, item.VersionCreated) == true
        );

    public static bool IsKnownSource(SourceRecord source, IEnumerable<SourceRecord> recorded) =>
        recorded.Any(row =>
            row.Document == source.Document && row.Sha256 == source.Sha256 && row.FirstLine == source.FirstLine
        );
}

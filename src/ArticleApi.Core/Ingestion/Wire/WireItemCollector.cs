using ArticleApi.Core.Articles;

namespace ArticleApi.Core.Ingestion.Wire;

/// <summary>Takes an agency's items, once they are read, as articles or as withdrawals.</summary>
internal static class WireItemCollector
{
    /// <param name="format">Whose id the item's is where nobody is named.</param>
    public static void AddItem(this DocumentParseContext reading, WireItem item, string format)
    {
        item = WireItemLimits.Fit(item, reading);
        var source = item.Id is null
            ? null
            : new SourceItem(item.Provider ?? format, item.Id, item.Version) { VersionCreated = item.VersionCreated };
        var name = WireItem.Shorten(item.DisplayName);
        if (item.Status != WireStatus.Canceled)
            reading.AddArticle(
                new(WireDraftFactory.Create(item), item.FirstLine, item.LastLine, null)
                {
                    Item = source,
                    Status = item.Status switch
                    {
                        WireStatus.Usable => ArticleStatus.Published,
                        WireStatus.Withheld => ArticleStatus.Draft,
                        _ => null,
                    },
                    Extras = item.Extras.ToValueList(),
                },
                broken => (item.FirstLine, $"'{name}': {broken}")
            );
        else if (source is null)
            reading.AddError(
                item.FirstLine,
                $"'{name}' is canceled, and has no id by which to find what was sent before."
            );
        else
            reading.AddWithdrawal(
                new(
                    source,
                    item.EditorNote is { } note ? WireItem.Shorten(note, Article.MaxReasonLength) : null,
                    item.FirstLine
                )
            );
    }
}

using ArticleApi.Storage;

namespace ArticleApi.Index.SortOrders;

/// <summary>What is read of the sort orders.</summary>
internal static class SortSql
{
    /// <summary>A range of the primary key, read from its end. The mark's key settles ties.</summary>
    public static readonly SqlStatement Descending = new(
        """
        SELECT "At", "Key", "Position", "NextLater", "NextEarlier" FROM sort_entries
        WHERE "Audience" = $1 AND "ListId" = $2 AND "At" >= $3 AND "At" <= $4 AND ("At" < $5 OR "Key" < $6)
        ORDER BY "At" DESC, "Key" DESC LIMIT $7
        """
    );

    /// <summary>A range of the primary key, read from its beginning. The mark's key settles ties.</summary>
    public static readonly SqlStatement Ascending = new(
        """
        SELECT "At", "Key", "Position", "NextLater", "NextEarlier" FROM sort_entries
        WHERE "Audience" = $1 AND "ListId" = $2 AND "At" >= $3 AND "At" <= $4 AND ("At" > $5 OR "Key" > $6)
        ORDER BY "At", "Key" LIMIT $7
        """
    );

    /// <summary>The dates of articles, by the heads' primary key.</summary>
    public static SqlStatement OfArticles(ISqlReader reads) =>
        new($"""SELECT "ArticleKey", "SortValues" FROM {reads.JoinValues("article_heads", "\"ArticleKey\"")}""");

    /// <summary>The dates of images, captions or datelines, by the usages' primary key.</summary>
    public static SqlStatement OfComponents(ISqlReader reads) =>
        new(
            $"""
            SELECT "Key", "SortValues" FROM {reads.JoinValues("component_usage", "\"Key\"", "\"Audience\"")}
            AND "Kind" = $3
            """
        );
}

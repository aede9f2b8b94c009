using ArticleApi.Storage;

namespace ArticleApi.Index.Postings;

/// <summary>What is read of the posting lists.</summary>
internal static class PostingsSql
{
    /// <summary>A range of the primary key, read from its end.</summary>
    public static readonly SqlStatement Descending = new(
        """
        SELECT "Position", "Key" FROM postings
        WHERE "Audience" = $1 AND "ListId" = $2 AND "Position" <= $3 ORDER BY "Position" DESC LIMIT $4
        """
    );

    /// <summary>A range of the primary key, read from its beginning.</summary>
    public static readonly SqlStatement Ascending = new(
        """
        SELECT "Position", "Key" FROM postings
        WHERE "Audience" = $1 AND "ListId" = $2 AND "Position" >= $3 ORDER BY "Position" LIMIT $4
        """
    );

    /// <summary>Which positions of <c>$3</c> stand in the lists of <c>$2</c>: lookups in the primary key.</summary>
    public static SqlStatement PositionLookup(ISqlReader reads) =>
        new($"""SELECT "Position" FROM {reads.JoinValues("postings", "\"Audience\"", "\"ListId\"", "\"Position\"")}""");
}

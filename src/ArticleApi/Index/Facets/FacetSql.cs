using ArticleApi.Storage;

namespace ArticleApi.Index.Facets;

/// <summary>What is read of the rows of value ids, and of the values they stand for.</summary>
internal static class FacetSql
{
    /// <summary>All articles of an audience: a range of the primary key, newest first.</summary>
    public static readonly SqlStatement Range = new(
        """
        SELECT "ValueIds" FROM facet_values WHERE "Audience" = $1 AND "Position" >= $2 AND "Position" < $3
        ORDER BY "Position" DESC LIMIT $4
        """
    );

    /// <summary>The articles of one posting list: a range of its primary key, with a lookup for each entry.</summary>
    public static readonly SqlStatement RangeOfList = new(
        """
        SELECT f."ValueIds" FROM postings t CROSS JOIN facet_values f
        WHERE t."Audience" = $1 AND t."ListId" = $2 AND t."Position" >= $3 AND t."Position" < $4
        AND f."Audience" = t."Audience" AND f."Position" = t."Position"
        ORDER BY t."Position" DESC LIMIT $5
        """
    );

    /// <summary>Which positions have a row for these audiences: lookups in the primary key.</summary>
    public static SqlStatement Positions(ISqlReader reads) =>
        new($"""SELECT "Position" FROM {reads.JoinValues("facet_values", "\"Audience\"", "\"Position\"")}""");

    /// <summary>The rows at these positions: lookups in the primary key.</summary>
    public static SqlStatement At(ISqlReader reads) =>
        new(
            $"""
            SELECT "Position", "ValueIds" FROM {reads.JoinValues("facet_values", "\"Audience\"", "\"Position\"")}
            """
        );

    /// <summary>How values are printed: lookups in the index of audiences and value ids.</summary>
    public static SqlStatement Labels(ISqlReader reads) =>
        new(
            $"""
            SELECT "ValueId", "Audience", "NormalizedValue", "Value", "Name"
            FROM {ValuesById(reads)}
            """
        );

    /// <summary>The values of audiences (<c>$1</c>) by their ids (<c>$2</c>).</summary>
    // The plus keeps SQLite from the primary key, of whose first column alone it expects few rows: it would read all of
    // an audience's values for each id.
    public static string ValuesById(ISqlReader reads) =>
        reads.JoinValues("facet_value_counts", "+\"Audience\"", "\"ValueId\"");
}

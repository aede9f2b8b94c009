using ArticleApi.Core.Articles;
using ArticleApi.Core.Datelines;
using ArticleApi.Core.Images;
using ArticleApi.Core.Search;
using ArticleApi.Storage.Tables;

namespace ArticleApi.Storage;

/// <summary>What becomes of one entry of the full-text index.</summary>
/// <param name="Collection">One of <see cref="FullTextTables.Searched"/>.</param>
/// <param name="Audience">
/// Each audience has an index of its own, so that an open search cannot reach the rest even by mistake.
/// </param>
/// <param name="Position">The article's publication key; for captions and datelines the row's key.</param>
/// <param name="WasIndexed">Whether something was indexed there.</param>
/// <param name="Before">
/// What it was. Captions' and datelines' indexes know themselves; on SQLite that of the articles keeps no contents and
/// forgets only what it is told. Null where it was of an earlier generation, which such an index does not hold any
/// more.
/// </param>
/// <param name="After">What is indexed now; null for nothing.</param>
internal sealed record FullTextChange(
    string Collection,
    Audience Audience,
    long Position,
    bool WasIndexed,
    TokenizedText? Before,
    TokenizedText? After
);

/// <summary>
/// Which of the tables are written. While the index is made anew there are those that searches ask and those that take
/// their place.
/// </summary>
[Flags]
internal enum FullTextTableSet
{
    None = 0,
    Live = 1,
    Next = 2,
}

/// <summary>
/// The tables of the full-text index: one for each collection and audience, named the same on both databases.
/// </summary>
internal static class FullTextTables
{
    /// <summary>The collections that are searched.</summary>
    public static readonly IReadOnlyList<string> Searched =
    [
        Collections.Articles,
        Collections.Captions,
        Collections.Datelines,
    ];

    public static string Table(string collection, Audience audience)
    {
        var searched = collection == Collections.Articles ? "article" : collection.TrimEnd('/');

        return $"search_{searched}_{audience.ToString().ToLowerInvariant()}";
    }

    /// <summary>The table that is filled to take another's place.</summary>
    public static string NextOf(string table) => table + "_next";

    public static IEnumerable<string> Tables =>
        from list in Searched
        from audience in Enum.GetValues<Audience>()
        select Table(list, audience);

    /// <summary>
    /// Where a change is written: while the index is made anew, into what is searched and into what takes its place.
    /// </summary>
    public static FullTextTableSet TablesWritten(this LogSequence log) =>
        log.Reindexing ? FullTextTableSet.Live | FullTextTableSet.Next : FullTextTableSet.Live;

    public static TokenizedText Tokenize(this Caption caption) =>
        TokenizedText.FromCaption(caption.Text, caption.Language, caption.Dateline?.Facts.Places ?? []);

    public static TokenizedText Tokenize(this Dateline dateline) => TokenizedText.FromDateline(dateline.Facts);
}

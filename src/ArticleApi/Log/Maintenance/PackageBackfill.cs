using System.Globalization;
using ArticleApi.Core.Articles;
using ArticleApi.Core.Search;
using ArticleApi.Index;
using ArticleApi.Storage;
using ArticleApi.Storage.Tables;
using Microsoft.EntityFrameworkCore;

namespace ArticleApi.Log.Maintenance;

/// <summary>
/// Indexes under a new package what was written before it, and removes what was indexed under one that goes: a batch at
/// a time, under the append lock, which writers then wait for shortly. Both are ranges of the postings' primary key
/// with lookups in it; no article is read.
/// </summary>
internal sealed class PackageBackfill(ArticleDb db, IndexKeys keys, TimeProvider clock)
{
    /// <summary>Entries of one list that a batch goes through.</summary>
    private const int Batch = 5_000;

    private static readonly Audience[] Audiences = Enum.GetValues<Audience>();

    /// <summary>Goes on with a package that is not ready.</summary>
    public async Task AddNextAsync(Package row, CancellationToken cancellation)
    {
        var package = PackageTerms.Create(row.Id, row.Definition);
        // Any one group will do, since its articles have a term of each.
        var walked = package.TermGroups is [var first, ..] ? first : [IndexDocument.All];
        var list = ListIdOf(walked[row.BuiltList]);
        if (await FindBatchEndAsync(row.BuiltAudience, list, row.BuiltPosition, cancellation) is { } end)
        {
            await ExecuteAsync(InsertSql(package, row, list, end), cancellation);
            row.BuiltPosition = end;
            return;
        }

        row.BuiltPosition = long.MinValue;
        row.BuiltList++;
        if (row.BuiltList < walked.Count)
            return;

        row.BuiltList = 0;
        if (row.BuiltAudience == Audiences[^1])
            (row.ReadyAt, row.SettledAt) = (clock.GetUtcNow(), clock.GetUtcNow());
        else
            row.BuiltAudience = Audiences[Array.IndexOf(Audiences, row.BuiltAudience) + 1];
    }

    /// <summary>Goes on removing a deleted package; in the end the row goes too.</summary>
    public async Task RemoveNextAsync(Package row, CancellationToken cancellation)
    {
        var list = ListIdOf(PackageTerms.Create(row.Id, row.Definition).Term);
        foreach (var audience in Audiences)
        {
            if (await FindBatchEndAsync(audience, list, long.MinValue, cancellation) is not { } end)
                continue;

            await ExecuteAsync(
                $"""
                DELETE FROM postings
                WHERE "Audience" = {(int)audience} AND "ListId" = {list} AND "Position" <= {end}
                """,
                cancellation
            );
            return;
        }

        db.Packages.Remove(row);
    }

    private Task<long?> FindBatchEndAsync(Audience audience, long list, long after, CancellationToken cancellation) =>
        db
            .Postings.Where(row => row.Audience == audience && row.ListId == list && row.Position > after)
            .OrderBy(row => row.Position)
            .Take(Batch)
            .Select(row => (long?)row.Position)
            .MaxAsync(cancellation);

    // All that stands in it is a number.
    private string InsertSql(ArticlePackage package, Package row, long list, long end)
    {
        var conditions = package
            .TermGroups.Skip(1)
            .Select(group => "EXISTS " + EntryIn(group))
            .Concat(package.ExcludedTerms is { Count: > 0 } excluded ? ["NOT EXISTS " + EntryIn(excluded)] : [])
            .Select(condition => " AND " + condition);

        return string.Create(
            CultureInfo.InvariantCulture,
            $"""
            INSERT INTO postings ("Audience", "ListId", "Position", "Key")
            SELECT p."Audience", {ListIdOf(package.Term)}, p."Position", p."Key" FROM postings p
            WHERE p."Audience" = {(int)row.BuiltAudience} AND p."ListId" = {list}
            AND p."Position" > {row.BuiltPosition} AND p."Position" <= {end}{string.Concat(conditions)}
            ON CONFLICT DO NOTHING
            """
        );
    }

    private string EntryIn(IEnumerable<string> terms) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"""
            (SELECT 1 FROM postings q WHERE q."Audience" = p."Audience"
            AND q."ListId" IN ({string.Join(", ", terms.Select(ListIdOf))}) AND q."Position" = p."Position")
            """
        );

    private long ListIdOf(string term) => keys.ListId(Collections.Articles, term);

#pragma warning disable RS0030 // It writes what follows from rows that the log wrote.
    private Task<int> ExecuteAsync(string sql, CancellationToken cancellation) =>
        db.Database.ExecuteSqlRawAsync(sql, cancellation);
#pragma warning restore RS0030
}

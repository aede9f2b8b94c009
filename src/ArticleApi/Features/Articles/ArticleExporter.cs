using ArticleApi.Auth;
using ArticleApi.Http;
using ArticleApi.Http.Problems;
using ArticleApi.Index;
using ArticleApi.Lists;
using ArticleApi.Log;
using ArticleApi.Search;
using ArticleApi.Storage;

namespace ArticleApi.Features.Articles;

/// <summary>What exports are made with, and how many run at once.</summary>
internal sealed class ArticleExporter(
    IndexQueryBuilder queries,
    ArticlePageReader pages,
    ArticleReader articleReader,
    ChangeFeed changes,
    SearchRunner searches,
    CursorSeal seal,
    ShutdownSignal stopping,
    IConfiguration configuration,
    TimeProvider clock
)
{
    public const string ConcurrencySetting = "Exports:AtOnce";

    public ShutdownSignal Stopping => stopping;

    public WorkLimiter Limiter { get; } =
        new(
            "Too many exports run at once.",
            configuration.WholeNumber(ConcurrencySetting, Math.Max(4, Environment.ProcessorCount), 1, 1_000),
            0,
            TimeSpan.Zero,
            clock
        );

    /// <summary>Checks all that is asked before there is anything to write to.</summary>
    /// <exception cref="ProblemException">Naming every parameter that is wrong.</exception>
    public async Task<PreparedExport> PrepareAsync(IQueryCollection sent, Caller caller, CancellationToken cancellation)
    {
        var query = ListQuery.Parse(sent, ExportArticles.Definition, seal);
        // A date's order would have to be kept for as long as the reader takes: an export is in the order of
        // publication alone.
        var indexQuery = await queries.BuildAsync(query, caller, cancellation) with
        {
            Sort = new(null, false),
        };
        var last = query.ExtraValues[ExportArticles.After.Name];

        // Taken before the first line: what changes from here on is told by the feed, and telling again what a line has
        // changes nothing.
        var cursor = await changes.FindNewestCursorAsync(caller.Visibility, cancellation);
        var documents = pages.StreamDocuments(indexQuery, await FindStartAsync(last, caller, cancellation));
        return new(
            indexQuery.IsPlain
                ? documents.ReadAsync
                : (take, token) => searches.RunAdmittedAsync(inner => documents.ReadAsync(take, inner), token),
            last
        )
        {
            ChangeCursor = cursor.ToToken(seal),
        };
    }

    private async ValueTask<SortPosition?> FindStartAsync(string? id, Caller caller, CancellationToken cancellation)
    {
        if (id is null)
            return null;

        return
            await articleReader.FindPublicationKeyAsync(Guid.Parse(id), caller.Visibility, cancellation) is { } position
            ? new SortPosition(position, 0)
            : throw new ProblemException(
                Problem.InvalidRequest(
                    FieldError.Query(
                        ExportArticles.After.Name,
                        id,
                        "does-not-exist",
                        "the id of an article that is still here; without it, begin anew"
                    )
                )
            );
    }
}

using ArticleApi.Auth;
using ArticleApi.Http;
using ArticleApi.Http.Problems;
using ArticleApi.Index;
using ArticleApi.Lists;
using ArticleApi.Search;
using ArticleApi.Search.Collectors;
using ArticleApi.Storage;
using Microsoft.AspNetCore.WebUtilities;

namespace ArticleApi.Features.Articles;

/// <summary>Finds the published articles that are to be withdrawn together.</summary>
internal sealed class WithdrawalTargets(
    IndexQueryBuilder queries,
    QueryExecutor executor,
    SearchRunner searches,
    CursorSeal seal
)
{
    public const int MaxArticles = 10_000;

    private const int PageSize = 1_000;

    private static readonly ListDefinition Definition = ArticleListDefinition.Definition with
    {
        Name = "withdrawal",
        SingleFilters =
        [
            .. ArticleListDefinition.Definition.SingleFilters.Where(filter =>
                filter.Name != WithdrawnFilter.Status.Name
            ),
        ],
        ExtraParameters = [],
        FacetFields = [],
        CanCollapse = false,
    };

    private static readonly IReadOnlyList<QueryParameter> Parameters =
    [
        .. Definition.SearchParameters,
        ListDefinition.Exclude,
        .. Definition.FilterParameters,
    ];

    /// <summary>What is wrong with filters as they stand in a query; nothing is looked for.</summary>
    public FieldErrors FindErrors(string where)
    {
        try
        {
            Parse(where);
            return new();
        }
        catch (ProblemException refused)
        {
            return Relocate(refused.Problem).Errors;
        }
    }

    /// <param name="where">Filters as they stand in a query.</param>
    /// <returns>The keys of the articles that everybody can read.</returns>
    /// <exception cref="ProblemException">Where a filter is wrong, there is none, or too many are found.</exception>
    public async Task<IReadOnlyCollection<long>> FindAsync(string where, CancellationToken cancellation)
    {
        try
        {
            var query = await queries.BuildAsync(Parse(where), Caller.Anonymous, cancellation);
            var keys = new HashSet<long>();
            var found = await searches.RunAsync(
                token => CollectAsync(query, keys, token),
                query.Text is not null,
                cancellation
            );

            return found <= MaxArticles ? keys : throw TooMany(where, found);
        }
        catch (ProblemException refused)
        {
            throw new ProblemException(Relocate(refused.Problem));
        }
    }

    /// <returns>How many there are; of more than are withdrawn together, not all keys are collected.</returns>
    private async Task<int> CollectAsync(IndexQuery query, HashSet<long> keys, CancellationToken cancellation)
    {
        SortPosition? after = null;
        do
        {
            var page = await executor.FindPageAsync(query, after, PageSize, cancellation);
            keys.UnionWith(page.Rows.Select(row => row.Key));
            after = page.Next;
        } while (after is not null && keys.Count <= MaxArticles);

        if (keys.Count <= MaxArticles)
            return keys.Count;

        var counter = new CountCollector(int.MaxValue);
        await executor.ExecuteAsync(query, null, [counter], cancellation);
        return counter.Count;
    }

    private ListQuery Parse(string where)
    {
        var sent = new QueryCollection(QueryHelpers.ParseQuery(where));
        var reader = new QueryStringReader(sent);
        reader.CheckEncoding(new QueryString("?" + where.TrimStart('?')));
        var shown = ListArticles.Definition.Parameters.Except(Parameters).Where(each => sent.ContainsKey(each.Name));
        foreach (var parameter in shown)
            reader.AddError<string>(parameter, sent[parameter.Name], "not-a-filter", "left out: filters alone");
        reader.CheckNames([.. Parameters, .. ListArticles.Definition.Parameters.Except(Parameters)]);
        // Whatever else is wrong is said in the same answer.
        if (reader.Errors.Count > 0)
            foreach (var parameter in Parameters)
                reader.Check(parameter);
        reader.ThrowIfInvalid();
        var query = ListQuery.Parse(sent, Definition, seal);

        return query.Filters.HasAny || query.Search is not null
            ? query
            : throw new ProblemException(
                Problem.InvalidRequest(FieldError.Body("/where", where, "empty", "a filter at least"))
            );
    }

    private static ProblemException TooMany(string where, int count) =>
        new(
            Problem.InvalidRequest(
                FieldError.Body(
                    "/where",
                    where,
                    "too-many",
                    $"filters that find up to {MaxArticles:N0} articles; these find {count:N0}"
                )
            )
        );

    // A parameter of the query is a place in a member of the body.
    private static Problem Relocate(Problem problem) =>
        problem.Type == ProblemTypes.InvalidRequest
            ? Problem.InvalidRequest(
                problem.Errors.Map(error =>
                    error is { In: "query", Name: { } name }
                        ? FieldError.Body("/where", $"{name}={error.Value}", error.Code, $"{name}: {error.Detail}")
                        : error
                )
            )
            : problem;
}

using ArticleApi.Auth;
using ArticleApi.Http.Problems;
using ArticleApi.Log;
using ArticleApi.Search;

namespace ArticleApi.Lists;

/// <summary>
/// Makes a query of the index of a checked request: what is to be left out is looked up, and what is searched for put
/// into the languages here.
/// </summary>
internal sealed class IndexQueryBuilder(ArticleReader articleReader, IndexedLanguages languages)
{
    /// <exception cref="ProblemException">Where a search has only words that no language's index keeps.</exception>
    public async ValueTask<IndexQuery> BuildAsync(ListQuery query, Caller caller, CancellationToken cancellation)
    {
        var exclude = new HashSet<long>();
        foreach (var id in query.ExcludedIds)
        {
            if (await articleReader.FindByIdAsync(id, caller.Visibility, whole: false, cancellation) is { } head)
                exclude.Add(head.Key);
        }

        return query.ToIndexQuery(caller, exclude, await BuildTextExpressionAsync(query, caller, cancellation));
    }

    public async ValueTask<Core.Search.Expression?> BuildTextExpressionAsync(
        ListQuery query,
        Caller caller,
        CancellationToken cancellation
    )
    {
        if (query.Search is not { } search)
            return null;

        var expression = search.ToExpression(await languages.VisibleToAsync(caller.Audiences, cancellation));
        if (expression is not Core.Search.Expression.MatchNone)
            return expression;

        var (column, expected) = search.OnlyStopWords;
        throw new ProblemException(
            Problem.InvalidRequest(
                FieldError.Query("q", query.SearchText, "only-small-words", $"at column {column}: {expected}")
            )
        );
    }
}

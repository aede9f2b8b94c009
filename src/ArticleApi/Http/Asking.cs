using ArticleApi.Log;

namespace ArticleApi.Http;

/// <summary>
/// Makes a checked request into a question: what is to be left out is looked up, and what is searched for put into the
/// languages here.
/// </summary>
internal sealed class Asking(Delivery delivery, Languages languages)
{
    /// <exception cref="ProblemException">Where a search has only words that no language's index keeps.</exception>
    public async ValueTask<Question> Of(ListQuery query, Caller caller, CancellationToken cancellation)
    {
        var exclude = new HashSet<long>();
        foreach (var id in query.Exclude)
        {
            if (await delivery.ById(id, caller.Audiences, whole: false, cancellation) is { } head)
                exclude.Add(head.Key);
        }

        return query.Ask(caller, exclude, await Search(query, caller, cancellation));
    }

    public async ValueTask<Core.Search.Expression?> Search(
        ListQuery query,
        Caller caller,
        CancellationToken cancellation
    )
    {
        if (query.Search is not { } search)
            return null;

        var expression = search.For(await languages.Used(caller.Audiences, cancellation));
        if (expression is not Core.Search.Expression.Nothing)
            return expression;

        var (column, expected) = search.OnlySmallWords;
        throw new ProblemException(
            Problem.Invalid(
                FieldError.Query("q", query.SearchText, "only-small-words", $"at column {column}: {expected}")
            )
        );
    }
}

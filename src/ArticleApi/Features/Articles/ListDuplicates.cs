using System.Globalization;
using System.Text;
using ArticleApi.Core.Articles;
using ArticleApi.Http;
using ArticleApi.Log;
using ArticleApi.Storage;

namespace ArticleApi.Features.Articles;

/// <summary>
/// The articles whose body is much like this one's, such as wire copy that ran under another headline, newest first.
/// Each has
/// <c>similarity</c>: the share of phrases that both have, as an estimate, 0 to 1. Bodies of fewer than 20 words, the
/// commonest left out, are not compared.
/// </summary>
internal static class ListDuplicates
{
    private static readonly Parameter After = ListShape.CursorParameter;

    public static readonly IReadOnlyList<Parameter> Parameters = [ListShape.Limit, After, ListShape.Fields];

    public static async Task<IResult> Handle(
        string id,
        HttpContext context,
        Caller caller,
        Delivery delivery,
        Duplicates duplicates,
        Searches searches,
        CursorSeal seal,
        CancellationToken cancellation
    )
    {
        var (article, problem) = await delivery.For(caller, id, cancellation, whole: false);
        if (problem is not null)
            return problem;

        var reader = new QueryReader(context.Request.Query);
        var limit = reader.Integer(ListShape.Limit, 1, ListShape.MaxLimit) ?? ListShape.DefaultLimit;
        var representation = Representation.Of(ListQuery.FieldsOf(reader, typeof(ArticleDocument)), null);
        var identity = $"duplicates {article!.Id}";
        var before = reader.One(After) is not { } token
            ? long.MaxValue
            : Cursor.Of(token, identity, seal)?.At
                ?? reader.Refuse<long?>(After, token, "not-this-list", "the page.next of the same list");
        reader.ThrowIfWrong();

        var found = (
            await searches.RunAsync(
                token => duplicates.Of(article.Key, caller.Audiences, token),
                isTimed: false,
                cancellation
            )
        )
            .Where(duplicate => duplicate.Row.At < before)
            .Take(limit + 1)
            .ToList();
        var shown = found.Take(limit).ToList();
        var next = found.Count > limit ? new Cursor(shown[^1].Row.At, 0).ToToken(identity, seal) : null;
        var documents = await delivery.ByKey(
            shown.ConvertAll(duplicate => duplicate.Row.Key),
            caller.Audiences,
            representation.NeedsFull,
            cancellation
        );
        // What was taken away meanwhile is not there any more.
        var items = shown
            .Where(duplicate => documents.ContainsKey(duplicate.Row.Key))
            .Select(duplicate =>
                ArticlePages.With(
                    representation.Of(documents[duplicate.Row.Key]).Span,
                    "similarity"u8,
                    Encoding.UTF8.GetBytes(Math.Round(duplicate.Similarity, 2).ToString(CultureInfo.InvariantCulture))
                )
            )
            .ToList();

        return ArticlePages.Answer(context, items, item => item, new(limit, next, next is not null));
    }
}

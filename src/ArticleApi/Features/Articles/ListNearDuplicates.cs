using System.Globalization;
using System.Text;
using ArticleApi.Auth;
using ArticleApi.Core.Articles;
using ArticleApi.Http;
using ArticleApi.Lists;
using ArticleApi.Log;
using ArticleApi.Search;
using ArticleApi.Storage;

namespace ArticleApi.Features.Articles;

/// <summary>
/// The articles whose body is much like this one's, such as wire copy that ran under another headline, newest first.
/// Each has
/// <c>similarity</c>: the share of phrases that both have, as an estimate, 0 to 1. Bodies of fewer than 20 words, the
/// commonest left out, are not compared.
/// </summary>
internal static class ListNearDuplicates
{
    private static readonly QueryParameter After = ListDefinition.CursorParameter;

    public static readonly IReadOnlyList<QueryParameter> Parameters =
    [
        ListDefinition.Limit,
        After,
        ListDefinition.Fields,
    ];

    public static async Task<IResult> Handle(
        string id,
        HttpContext context,
        Caller caller,
        ArticleReader articleReader,
        NearDuplicateFinder duplicates,
        SearchRunner searches,
        CursorSeal seal,
        CancellationToken cancellation
    )
    {
        var (article, problem) = await articleReader.FindVisibleAsync(caller, id, cancellation, whole: false);
        if (problem is not null)
            return problem;

        var reader = new QueryStringReader(context.Request.Query);
        var limit = reader.GetInteger(ListDefinition.Limit, 1, ListDefinition.MaxLimit) ?? ListDefinition.DefaultLimit;
        var representation = Representation.Parse(ListQuery.ParseFields(reader, typeof(ArticleDocument)), null);
        var identity = $"duplicates {article!.Id}";
        var before = reader.GetSingle(After) is not { } token
            ? long.MaxValue
            : PageCursor.TryParse(token, identity, seal)?.SortValue
                ?? reader.AddError<long?>(After, token, "not-this-list", "the page.next of the same list");
        reader.ThrowIfInvalid();

        var found = (
            await searches.RunAsync(
                token => duplicates.FindAsync(article.Key, caller.Audiences, token),
                isTimed: false,
                cancellation
            )
        )
            .Where(duplicate => duplicate.Row.At < before)
            .Take(limit + 1)
            .ToList();
        var shown = found.Take(limit).ToList();
        var next = found.Count > limit ? new PageCursor(shown[^1].Row.At, 0).ToToken(identity, seal) : null;
        var documents = await articleReader.ReadByKeyAsync(
            shown.ConvertAll(duplicate => duplicate.Row.Key),
            caller.Audiences,
            representation.NeedsFull,
            cancellation
        );
        // What was taken away meanwhile is not there any more.
        var items = shown
            .Where(duplicate => documents.ContainsKey(duplicate.Row.Key))
            .Select(duplicate =>
                ArticlePageWriter.AppendMember(
                    representation.Render(documents[duplicate.Row.Key]).Span,
                    "similarity"u8,
                    Encoding.UTF8.GetBytes(Math.Round(duplicate.Similarity, 2).ToString(CultureInfo.InvariantCulture))
                )
            )
            .ToList();

        return ArticlePageWriter.CreateResult(context, items, item => item, new(limit, next, next is not null));
    }
}

using System.Text.Json.Nodes;
using ArticleApi.Auth;
using ArticleApi.Core.Articles;
using ArticleApi.Http;
using ArticleApi.Http.Problems;
using ArticleApi.Log;
using ArticleApi.Storage.Tables;

namespace ArticleApi.Features.Articles;

/// <summary>
/// One article for one caller, or the problem that says why not: the same for every operation on an item.
/// </summary>
internal static class ArticleLookup
{
    /// <param name="whole">False where its head is enough: then a live article comes without its document.</param>
    public static async ValueTask<(StoredArticle? Article, Problem? Problem)> FindVisibleAsync(
        this ArticleReader delivery,
        Caller caller,
        string idOrSlug,
        CancellationToken cancellation,
        bool whole = true
    )
    {
        var found =
            Guid.TryParseExact(idOrSlug, "D", out var id)
                ? await delivery.FindByIdAsync(id, caller.Audiences, whole, cancellation)
            : Slug.TryParse(RequestText.Normalize(idOrSlug, out _), out var slug)
                ? await delivery.FindBySlugAsync(slug.ToString(), caller.Audiences, whole, cancellation)
            : null;
        if (found is null)
            return (null, NotFound(idOrSlug));
        if (found.State == HeadState.Expired)
            return (null, Expired(found.ExpiredAt!.Value));
        if (found.State == HeadState.Withdrawn && caller.CanSee(Audience.Staff))
            found = await delivery.RenderWithdrawnAsync(found, cancellation);

        if (found.State == HeadState.Live || found.Document is not null)
            return (found, null);

        // What stands in its place is named to those who may see it.
        var replacement = found.ReplacedBy is { } other
            ? await delivery.FindByIdAsync(other, caller.Audiences, whole: false, cancellation)
            : null;
        return (null, Gone(found, replacement is { State: HeadState.Live } ? replacement.Id : null));
    }

    /// <summary>The same for writes, which take the id.</summary>
    public static ValueTask<(StoredArticle? Article, Problem? Problem)> FindVisibleAsync(
        this ArticleReader delivery,
        Caller caller,
        Guid id,
        CancellationToken cancellation
    ) => delivery.FindVisibleAsync(caller, id.ToString("D"), cancellation);

    private static Problem NotFound(string idOrSlug) =>
        new(
            ProblemTypes.NotFound,
            "No article has this id or slug, or it is not yours to see.",
            FieldError.Path("id", idOrSlug, "does-not-exist", "the id or a slug of an article")
        );

    private static Problem Expired(DateTimeOffset since) =>
        new(ProblemTypes.Expired, "The article has expired.")
        {
            Extensions = new JsonObject { ["at"] = InstantJsonConverter.Format(since) },
        };

    private static Problem Gone(StoredArticle gone, Guid? replacedBy) =>
        new(
            ProblemTypes.Gone,
            gone.State == HeadState.Withdrawn ? "The article was withdrawn." : "The article was deleted."
        )
        {
            Extensions = new JsonObject
            {
                ["reason"] = gone.Reason,
                ["at"] = InstantJsonConverter.Format(gone.UpdatedAt),
                ["replacedBy"] = replacedBy?.ToString(),
            },
        };
}

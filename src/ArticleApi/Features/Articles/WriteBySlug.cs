using ArticleApi.Core.Articles;
using ArticleApi.Http;
using ArticleApi.Http.Problems;

namespace ArticleApi.Features.Articles;

/// <summary>
/// Explains to whoever would write an article by its slug that writes go by its id: a slug may come to name another
/// article.
/// </summary>
internal static class WriteBySlug
{
    private const string Articles = "/v1/articles/";

    /// <summary>Names the article's own address where the caller sees the article.</summary>
    /// <returns>Null where something else is wrong.</returns>
    public static async Task<Problem?> ExplainAsync(HttpContext context)
    {
        var (request, status) = (context.Request, context.Response.StatusCode);
        if (
            status is not (StatusCodes.Status404NotFound or StatusCodes.Status405MethodNotAllowed)
            || !request.Path.Value!.StartsWith(Articles, StringComparison.OrdinalIgnoreCase)
        )
            return null;

        var (name, rest) = request.Path.Value[Articles.Length..].Split('/', 2) is [var first, var others]
            ? (first, "/" + others)
            : (request.Path.Value[Articles.Length..], "");
        if (!Slug.TryParse(RequestText.Normalize(name, out _), out var slug) || !IsWrite(context, rest))
            return null;

        var lookup = await ArticleLookup.BindAsync(context);
        var id = await lookup.FindIdAsync(slug.ToString(), context.RequestAborted);
        var address = id is { } known ? Links.Article(known.ToString()) + rest : $"{Articles}{{id}}{rest}";
        return new(
            ProblemTypes.ForStatus(status),
            $"An article is written by its id, not by its slug. Send {request.Method} {address}.",
            FieldError.Path("id", name, "not-an-id", id?.ToString() ?? "the article's id, a UUID, which GET tells")
        );
    }

    // Whether an id in place of the slug would do.
    private static bool IsWrite(HttpContext context, string rest) =>
        !HttpMethods.IsGet(context.Request.Method)
        && !HttpMethods.IsHead(context.Request.Method)
        && context
            .RequestServices.GetRequiredService<AllowedMethods>()
            .For(context, $"{Articles}{Guid.Empty}{rest}")
            .Contains(context.Request.Method);
}

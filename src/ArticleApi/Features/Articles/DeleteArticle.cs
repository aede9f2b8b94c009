using ArticleApi.Auth;
using ArticleApi.Editing;
using ArticleApi.Http;
using ArticleApi.Http.Problems;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ArticleApi.Features.Articles;

/// <summary>
/// Deletes an article for good: its rows, its versions' text and its slugs. A tombstone tells everyone who follows.
/// </summary>
internal static class DeleteArticle
{
    public static readonly IReadOnlyList<QueryParameter> Parameters =
    [
        new("reason", "Told to readers and partners; up to 300 characters.", "Published by mistake"),
    ];

    public static async Task<Results<NoContentResult, Problem>> Handle(
        Guid id,
        WriteContext write,
        ArticleEditor editor,
        HttpRequest request,
        CancellationToken cancellation
    )
    {
        var result = await editor.DeleteAsync(id, ReadReason(request.Query), write, cancellation);
        return result.Match<Results<NoContentResult, Problem>>(
            _ => NoContentResult.Instance,
            rejection => rejection.ToProblem()
        );
    }

    public static string? ReadReason(IQueryCollection query)
    {
        var reader = new QueryStringReader(query);
        var reason = reader.GetSingle(Parameters[0]);
        reader.ThrowIfInvalid();
        return reason;
    }
}

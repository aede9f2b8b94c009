using ArticleApi.Auth;
using ArticleApi.Editing;
using ArticleApi.Http;

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

    public static async Task<IResult> Handle(
        Guid id,
        WriteContext write,
        ArticleEditor editor,
        HttpRequest request,
        CancellationToken cancellation
    ) => (await editor.DeleteAsync(id, ReadReason(request.Query), write, cancellation)).ToResult();

    public static string? ReadReason(IQueryCollection query)
    {
        var reader = new QueryStringReader(query);
        var reason = reader.GetSingle(Parameters[0]);
        reader.ThrowIfInvalid();
        return reason;
    }
}

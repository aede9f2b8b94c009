using ArticleApi.Auth;
using ArticleApi.Http;
using ArticleApi.Http.Bodies;
using ArticleApi.Http.OpenApi;

namespace ArticleApi.Bulk;

internal static class BulkRoutes
{
    private const string BodyDescription = "One operation to a line, as JSON; up to 10,000 lines.";

    private const string LineDescription =
        "What came of each line, as JSON: `line`, its number; `status`, as the operation by itself answers; `id` "
        + "and `version` where it was written, with `warnings`, or the `Problem` as `problem`.";

    public static IServiceCollection AddBulk(this IServiceCollection services) => services.AddSingleton<BulkWriter>();

    /// <summary>The operation takes many writes, one to a line.</summary>
    public static RouteHandlerBuilder AcceptsBulk(this RouteHandlerBuilder endpoint) =>
        endpoint
            .AcceptsIdempotencyKey(readOutcome: null)
            .WithQueryParameters([BulkWriter.DryRun])
            .RequireScope(Scopes.Write)
            .AcceptsRaw(NdjsonBody.MediaType, BodyDescription)
            .ProducesNdjson(LineDescription);
}

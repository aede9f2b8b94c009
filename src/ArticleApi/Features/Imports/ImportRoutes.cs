using ArticleApi.Auth;
using ArticleApi.Http;
using ArticleApi.Http.Bodies;

namespace ArticleApi.Features.Imports;

internal static class ImportRoutes
{
    public static void MapImport(this RouteGroupBuilder v1) =>
        v1.MapPost("/import", ImportDocument.Handle)
            .WithQueryParameters(ImportDocument.Parameters)
            .RequireScope(Scopes.Write)
            .WithTags("Import")
            .AcceptsRaw("text/plain", ImportDocument.BodyDescription)
            .WithName("importDocument")
            .WithSummary("Import a document");
}

using ArticleApi.Auth;
using ArticleApi.Bulk;
using ArticleApi.Core.Syndication;
using ArticleApi.Http;
using ArticleApi.Http.OpenApi;
using ArticleApi.Http.Problems;
using ArticleApi.Lists;

namespace ArticleApi.Features.Articles;

internal static class ArticleRoutes
{
    public static void MapArticles(this RouteGroupBuilder v1)
    {
        var articles = v1.MapGroup("/articles").WithTags("Articles");

        articles
            .MapMethods("", HttpVerbs.GetAndHead, ListArticles.Handle)
            .WithQueryParameters(ListArticles.Definition.Parameters)
            .WithName("listArticles")
            .WithSummary("List articles");
        articles
            .MapMethods("/export", HttpVerbs.GetAndHead, ExportArticles.Handle)
            .WithQueryParameters(ExportArticles.Parameters)
            .ProducesNdjson("An `Article` to a line, as JSON.")
            .WithName("exportArticles")
            .WithSummary("Export articles as NDJSON");
        articles
            .MapMethods("/{id}", HttpVerbs.GetAndHead, GetArticle.Handle)
            .WithQueryParameters(GetArticle.Parameters)
            .ProducesProblems(ProblemTypes.NotAcceptable)
            .WithName("getArticle")
            .WithSummary("Get an article");
        articles
            .MapMethods("/{id}.jsonld", HttpVerbs.GetAndHead, GetArticleJsonLd.Handle)
            .ProducesMedia(JsonLd.MediaType)
            .WithName("getArticleJsonLd")
            .WithSummary("Get an article as JSON-LD");
        articles
            .MapPost("", CreateArticle.Handle)
            .AcceptsIdempotencyKey(RepeatedWrite.ReadCreatedAsync)
            .RequireScope(Scopes.Write)
            .ProducesProblems(ProblemTypes.DuplicateSlug, ProblemTypes.Conflict)
            .WithName("createArticle")
            .WithSummary("Create an article");
        articles
            .MapPost("/bulk", BulkWriteArticles.Handle)
            .AcceptsBulk()
            .WithName("bulkArticles")
            .WithSummary("Write many articles");
        articles
            .MapPut("/by-external-id", PutArticleByExternalId.Handle)
            .WithQueryParameters(PutArticleByExternalId.Parameters)
            .RequireScope(Scopes.Write)
            .WithOptionalIfMatch()
            .ProducesProblems(ProblemTypes.DuplicateSlug, ProblemTypes.Conflict, ProblemTypes.Gone)
            .WithName("putArticleByExternalId")
            .WithSummary("Create or replace the article of an external id");
        articles
            .MapPut("/{id:guid}", ReplaceArticle.Handle)
            .RequireScope(Scopes.Write)
            .ProducesProblems(ProblemTypes.DuplicateSlug)
            .WithName("replaceArticle")
            .WithSummary("Replace an article");
        articles
            .MapPatch("/{id:guid}", PatchArticle.Handle)
            .RequireScope(Scopes.Write)
            .ProducesProblems(ProblemTypes.DuplicateSlug)
            .WithName("patchArticle")
            .WithSummary("Change parts of an article");
        articles
            .MapDelete("/{id:guid}", DeleteArticle.Handle)
            .WithQueryParameters(DeleteArticle.Parameters)
            .RequireScope(Scopes.Write)
            .WithName("deleteArticle")
            .WithSummary("Delete an article");
        articles
            .MapPost("/{id:guid}/publish", PublishArticle.Handle)
            .AcceptsIdempotencyKey(RepeatedWrite.ReadAsync)
            .RequireScope(Scopes.Publish)
            .ProducesProblems(ProblemTypes.Conflict)
            .WithName("publishArticle")
            .WithSummary("Publish an article");
        articles
            .MapPost("/{id:guid}/withdraw", WithdrawArticle.Handle)
            .AcceptsIdempotencyKey(RepeatedWrite.ReadAsync)
            .RequireScope(Scopes.Publish)
            .ProducesProblems(ProblemTypes.Conflict)
            .WithName("withdrawArticle")
            .WithSummary("Withdraw an article");
        articles
            .MapPost("/withdraw", WithdrawArticles.Handle)
            .AcceptsIdempotencyKey(WithdrawArticles.ReadOutcomeAsync)
            .RequireScope(Scopes.Publish)
            .ProducesProblems(ProblemTypes.PreconditionFailed)
            .WithName("withdrawArticles")
            .WithSummary("Withdraw the articles that filters find");

        articles
            .MapMethods("/{id}/images", HttpVerbs.GetAndHead, ListArticleImages.Handle)
            .WithName("listArticleImages")
            .WithSummary("List the pictures of an article");
        articles
            .MapPost("/{id:guid}/images", AttachArticleImage.Handle)
            .AcceptsIdempotencyKey(RepeatedWrite.ReadAsync)
            .RequireScope(Scopes.Write)
            .ProducesProblems(ProblemTypes.Conflict)
            .WithName("attachArticleImage")
            .WithSummary("Add a picture to an article");
        articles
            .MapPut("/{id:guid}/images", ArrangeArticleImages.Handle)
            .RequireScope(Scopes.Write)
            .ProducesProblems(ProblemTypes.Conflict)
            .WithName("orderArticleImages")
            .WithSummary("Set the pictures of an article");
        articles
            .MapPatch("/{id:guid}/images/{imageId:guid}", ChangeArticleImage.Handle)
            .RequireScope(Scopes.Write)
            .WithName("changeArticleImage")
            .WithSummary("Change how an article shows a picture");
        articles
            .MapDelete("/{id:guid}/images/{imageId:guid}", DetachArticleImage.Handle)
            .RequireScope(Scopes.Write)
            .ProducesProblems(ProblemTypes.Conflict)
            .WithName("detachArticleImage")
            .WithSummary("Take a picture out of an article");

        articles
            .MapMethods("/{id}/corrections", HttpVerbs.GetAndHead, ListCorrections.Handle)
            .WithName("listArticleCorrections")
            .WithSummary("List the corrections of an article");
        articles
            .MapPost("/{id:guid}/corrections", AddCorrection.Handle)
            .AcceptsIdempotencyKey(RepeatedWrite.ReadAsync)
            .RequireScope(Scopes.Write)
            .ProducesProblems(ProblemTypes.Conflict)
            .WithName("addArticleCorrection")
            .WithSummary("Add a correction to an article");
        articles
            .MapPut("/{id:guid}/corrections/{correctionId:guid}", ReplaceCorrection.Handle)
            .RequireScope(Scopes.Write)
            .WithName("replaceArticleCorrection")
            .WithSummary("Change a correction of an article");
        articles
            .MapDelete("/{id:guid}/corrections/{correctionId:guid}", RemoveCorrection.Handle)
            .RequireScope(Scopes.Write)
            .WithName("removeArticleCorrection")
            .WithSummary("Take a correction off an article");

        articles
            .MapMethods("/{id}/duplicates", HttpVerbs.GetAndHead, ListNearDuplicates.Handle)
            .WithQueryParameters(ListNearDuplicates.Parameters)
            .ProducesProblems(ProblemTypes.Overloaded)
            .WithName("listArticleDuplicates")
            .WithSummary("List the near-duplicates of an article");
        articles
            .MapMethods("/{id}/related", HttpVerbs.GetAndHead, ListRelated.Handle)
            .WithQueryParameters(ListRelated.Parameters)
            .ProducesProblems(ProblemTypes.Overloaded, ProblemTypes.Reindexing, ProblemTypes.OtherVersion)
            .WithName("listRelatedArticles")
            .WithSummary("List articles related to an article");
        articles
            .MapMethods("/{id}/versions", HttpVerbs.GetAndHead, ListVersions.Handle)
            .WithQueryParameters(ListDefinition.PageParameters)
            .WithName("listArticleVersions")
            .WithSummary("List the versions of an article");
        articles
            .MapMethods("/{id}/versions/{version:int}", HttpVerbs.GetAndHead, GetVersion.Handle)
            .WithName("getArticleVersion")
            .WithSummary("Get a version of an article");
        articles
            .MapMethods("/{id}/source", HttpVerbs.GetAndHead, GetSources.Handle)
            .RequireScope(Scopes.Preview)
            .WithName("getArticleSource")
            .WithSummary("Get where an article came from");
    }
}

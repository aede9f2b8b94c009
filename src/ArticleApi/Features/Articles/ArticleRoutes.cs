using ArticleApi.Auth;
using ArticleApi.Core.Articles;
using ArticleApi.Core.Syndication;
using ArticleApi.Editing.Contracts;
using ArticleApi.Http;
using ArticleApi.Http.Bodies;
using ArticleApi.Http.OpenApi;
using ArticleApi.Http.Problems;

namespace ArticleApi.Features.Articles;

internal static class ArticleRoutes
{
    public static void MapArticles(this RouteGroupBuilder v1)
    {
        var articles = v1.MapGroup("/articles").WithTags("Articles");

        articles
            .MapMethods("", HttpVerbs.GetAndHead, ListArticles.Handle)
            .WithQueryParameters(ArticleListDefinition.Definition.Parameters)
            .ProducesPage<ArticleDocument>()
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
            .ProducesJson<ArticleDocument>()
            .ProducesRedirect()
            .ProducesProblems(ProblemTypes.NotAcceptable)
            .WithName("getArticle")
            .WithSummary("Get an article");
        articles
            .MapMethods("/{id}.jsonld", HttpVerbs.GetAndHead, GetArticle.AsJsonLd)
            .ProducesMedia(JsonLd.MediaType)
            .ProducesRedirect()
            .WithName("getArticleJsonLd")
            .WithSummary("Get an article as JSON-LD");
        articles
            .MapPost("", CreateArticle.Handle)
            .RequireScope(Scopes.Write)
            .AcceptsJson<NewArticleInput>()
            .ProducesJson<ArticleDocument>(201)
            .ProducesProblems(ProblemTypes.DuplicateSlug, ProblemTypes.Conflict)
            .WithName("createArticle")
            .WithSummary("Create an article");
        articles
            .MapPost("/bulk", BulkWriteArticles.Handle)
            .WithQueryParameters(BulkWriteArticles.Parameters)
            .RequireScope(Scopes.Write)
            .AcceptsRaw(JsonBody.NdjsonMediaType, BulkWriteArticles.BodyDescription)
            .ProducesNdjson(BulkWriteArticles.LineDescription)
            .WithName("bulkArticles")
            .WithSummary("Write many articles");
        articles
            .MapPut("/{id:guid}", ReplaceArticle.Handle)
            .RequireScope(Scopes.Write)
            .AcceptsJson<ArticleInput>()
            .ProducesJson<ArticleDocument>()
            .ProducesProblems(ProblemTypes.DuplicateSlug)
            .WithName("replaceArticle")
            .WithSummary("Replace an article");
        articles
            .MapPatch("/{id:guid}", PatchArticle.Handle)
            .RequireScope(Scopes.Write)
            .AcceptsJson<ArticleInput>()
            .ProducesJson<ArticleDocument>()
            .ProducesProblems(ProblemTypes.DuplicateSlug)
            .WithName("patchArticle")
            .WithSummary("Change parts of an article");
        articles
            .MapDelete("/{id:guid}", DeleteArticle.Handle)
            .WithQueryParameters(DeleteArticle.Parameters)
            .RequireScope(Scopes.Write)
            .ProducesNoContent()
            .WithName("deleteArticle")
            .WithSummary("Delete an article");
        articles
            .MapPost("/{id:guid}/publish", PublishArticle.Handle)
            .RequireScope(Scopes.Publish)
            .AcceptsJson<PublishRequest>()
            .ProducesJson<ArticleDocument>()
            .ProducesProblems(ProblemTypes.Conflict)
            .WithName("publishArticle")
            .WithSummary("Publish an article");
        articles
            .MapPost("/{id:guid}/withdraw", WithdrawArticle.Handle)
            .RequireScope(Scopes.Publish)
            .AcceptsJson<WithdrawRequest>()
            .ProducesJson<ArticleDocument>()
            .ProducesProblems(ProblemTypes.Conflict)
            .WithName("withdrawArticle")
            .WithSummary("Withdraw an article");

        articles
            .MapMethods("/{id}/images", HttpVerbs.GetAndHead, ListArticleImages.Handle)
            .ProducesJson<ImageList>()
            .WithName("listArticleImages")
            .WithSummary("List the pictures of an article");
        articles
            .MapPost("/{id:guid}/images", AttachArticleImage.Handle)
            .RequireScope(Scopes.Write)
            .AcceptsJson<ImageUseInput>()
            .ProducesJson<ArticleDocument>()
            .ProducesProblems(ProblemTypes.Conflict)
            .WithName("attachArticleImage")
            .WithSummary("Add a picture to an article");
        articles
            .MapPut("/{id:guid}/images", ArrangeArticleImages.Handle)
            .RequireScope(Scopes.Write)
            .AcceptsJson<ImageOrderInput>()
            .ProducesJson<ArticleDocument>()
            .ProducesProblems(ProblemTypes.Conflict)
            .WithName("orderArticleImages")
            .WithSummary("Set the pictures of an article");
        articles
            .MapPatch("/{id:guid}/images/{imageId:guid}", ChangeArticleImage.Handle)
            .RequireScope(Scopes.Write)
            .AcceptsJson<ImageUsePatch>()
            .ProducesJson<ArticleDocument>()
            .WithName("changeArticleImage")
            .WithSummary("Change how an article shows a picture");
        articles
            .MapDelete("/{id:guid}/images/{imageId:guid}", DetachArticleImage.Handle)
            .RequireScope(Scopes.Write)
            .ProducesJson<ArticleDocument>()
            .ProducesProblems(ProblemTypes.Conflict)
            .WithName("detachArticleImage")
            .WithSummary("Take a picture out of an article");

        articles
            .MapMethods("/{id}/duplicates", HttpVerbs.GetAndHead, ListNearDuplicates.Handle)
            .WithQueryParameters(ListNearDuplicates.Parameters)
            .ProducesPage<ArticleDocument>()
            .ProducesProblems(ProblemTypes.Overloaded)
            .WithName("listArticleDuplicates")
            .WithSummary("List the near-duplicates of an article");
        articles
            .MapMethods("/{id}/related", HttpVerbs.GetAndHead, ListRelated.Handle)
            .WithQueryParameters(ListRelated.Parameters)
            .ProducesPage<ArticleDocument>()
            .ProducesProblems(ProblemTypes.Overloaded, ProblemTypes.Reindexing, ProblemTypes.OtherVersion)
            .WithName("listRelatedArticles")
            .WithSummary("List articles related to an article");
        articles
            .MapMethods("/{id}/versions", HttpVerbs.GetAndHead, ArticleVersions.List)
            .WithQueryParameters(ArticleVersions.Parameters)
            .ProducesJson<VersionList>()
            .WithName("listArticleVersions")
            .WithSummary("List the versions of an article");
        articles
            .MapMethods("/{id}/versions/{version:int}", HttpVerbs.GetAndHead, ArticleVersions.Get)
            .ProducesJson<ArticleDocument>()
            .WithName("getArticleVersion")
            .WithSummary("Get a version of an article");
        articles
            .MapMethods("/{id}/source", HttpVerbs.GetAndHead, GetSources.Handle)
            .RequireScope(Scopes.Preview)
            .ProducesJson<SourceList>()
            .WithName("getArticleSource")
            .WithSummary("Get where an article came from");
    }
}

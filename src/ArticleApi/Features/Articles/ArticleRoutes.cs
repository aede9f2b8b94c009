using ArticleApi.Core.Articles;
using ArticleApi.Core.Syndication;
using ArticleApi.Http;
using ArticleApi.Http.OpenApi;
using ArticleApi.Intake;

namespace ArticleApi.Features.Articles;

internal static class ArticleRoutes
{
    public static void MapArticles(this RouteGroupBuilder v1)
    {
        var articles = v1.MapGroup("/articles").WithTags("Articles");

        articles
            .MapMethods("", Routes.Reading, ListArticles.Handle)
            .Takes(ArticleLists.Shape.Parameters)
            .AnswersPage<ArticleDocument>()
            .WithName("listArticles")
            .WithSummary("List articles");
        articles
            .MapMethods("/export", Routes.Reading, ExportArticles.Handle)
            .Takes(ExportArticles.Parameters)
            .AnswersLines("An `Article` to a line, as JSON.")
            .WithName("exportArticles")
            .WithSummary("Export articles as NDJSON");
        articles
            .MapMethods("/{id}", Routes.Reading, GetArticle.Handle)
            .Takes(GetArticle.Parameters)
            .Answers<ArticleDocument>()
            .Redirects()
            .Refuses(ProblemTypes.NotAcceptable)
            .WithName("getArticle")
            .WithSummary("Get an article");
        articles
            .MapMethods("/{id}.jsonld", Routes.Reading, GetArticle.AsJsonLd)
            .AnswersAs(JsonLd.MediaType)
            .Redirects()
            .WithName("getArticleJsonLd")
            .WithSummary("Get an article as JSON-LD");
        articles
            .MapPost("", CreateArticle.Handle)
            .Needs(Scopes.Write)
            .Sends<NewArticle>()
            .Answers<ArticleDocument>(201)
            .Refuses(ProblemTypes.DuplicateSlug, ProblemTypes.Conflict)
            .WithName("createArticle")
            .WithSummary("Create an article");
        articles
            .MapPost("/bulk", BulkArticles.Handle)
            .Takes(BulkArticles.Parameters)
            .Needs(Scopes.Write)
            .TakesRaw(JsonBody.Lines, BulkArticles.BodyDescription)
            .AnswersLines(BulkArticles.LineDescription)
            .WithName("bulkArticles")
            .WithSummary("Write many articles");
        articles
            .MapPut("/{id:guid}", ReplaceArticle.Put)
            .Needs(Scopes.Write)
            .Sends<ArticleInput>()
            .Answers<ArticleDocument>()
            .Refuses(ProblemTypes.DuplicateSlug)
            .WithName("replaceArticle")
            .WithSummary("Replace an article");
        articles
            .MapPatch("/{id:guid}", ReplaceArticle.Patch)
            .Needs(Scopes.Write)
            .Sends<ArticleInput>()
            .Answers<ArticleDocument>()
            .Refuses(ProblemTypes.DuplicateSlug)
            .WithName("patchArticle")
            .WithSummary("Change parts of an article");
        articles
            .MapDelete("/{id:guid}", DeleteArticle.Handle)
            .Takes(DeleteArticle.Parameters)
            .Needs(Scopes.Write)
            .AnswersNothing()
            .WithName("deleteArticle")
            .WithSummary("Delete an article");
        articles
            .MapPost("/{id:guid}/publish", PublishArticle.Handle)
            .Needs(Scopes.Publish)
            .Sends<Publishing>()
            .Answers<ArticleDocument>()
            .Refuses(ProblemTypes.Conflict)
            .WithName("publishArticle")
            .WithSummary("Publish an article");
        articles
            .MapPost("/{id:guid}/withdraw", WithdrawArticle.Handle)
            .Needs(Scopes.Publish)
            .Sends<Withdrawal>()
            .Answers<ArticleDocument>()
            .Refuses(ProblemTypes.Conflict)
            .WithName("withdrawArticle")
            .WithSummary("Withdraw an article");

        articles
            .MapMethods("/{id}/images", Routes.Reading, ArticleImages.List)
            .Answers<ImageList>()
            .WithName("listArticleImages")
            .WithSummary("List the pictures of an article");
        articles
            .MapPost("/{id:guid}/images", ArticleImages.Attach)
            .Needs(Scopes.Write)
            .Sends<ImageUseInput>()
            .Answers<ArticleDocument>()
            .Refuses(ProblemTypes.Conflict)
            .WithName("attachArticleImage")
            .WithSummary("Add a picture to an article");
        articles
            .MapPut("/{id:guid}/images", ArticleImages.Order)
            .Needs(Scopes.Write)
            .Sends<ImageOrder>()
            .Answers<ArticleDocument>()
            .Refuses(ProblemTypes.Conflict)
            .WithName("orderArticleImages")
            .WithSummary("Set the pictures of an article");
        articles
            .MapPatch("/{id:guid}/images/{imageId:guid}", ArticleImages.Change)
            .Needs(Scopes.Write)
            .Sends<UseChange>()
            .Answers<ArticleDocument>()
            .WithName("changeArticleImage")
            .WithSummary("Change how an article shows a picture");
        articles
            .MapDelete("/{id:guid}/images/{imageId:guid}", ArticleImages.Detach)
            .Needs(Scopes.Write)
            .Answers<ArticleDocument>()
            .Refuses(ProblemTypes.Conflict)
            .WithName("detachArticleImage")
            .WithSummary("Take a picture out of an article");

        articles
            .MapMethods("/{id}/duplicates", Routes.Reading, ListDuplicates.Handle)
            .Takes(ListDuplicates.Parameters)
            .AnswersPage<ArticleDocument>()
            .Refuses(ProblemTypes.Overloaded)
            .WithName("listArticleDuplicates")
            .WithSummary("List the near-duplicates of an article");
        articles
            .MapMethods("/{id}/related", Routes.Reading, ListRelated.Handle)
            .Takes(ListRelated.Parameters)
            .AnswersPage<ArticleDocument>()
            .Refuses(ProblemTypes.Overloaded, ProblemTypes.Reindexing, ProblemTypes.OtherVersion)
            .WithName("listRelatedArticles")
            .WithSummary("List articles related to an article");
        articles
            .MapMethods("/{id}/versions", Routes.Reading, ArticleHistory.List)
            .Takes(ArticleHistory.Parameters)
            .Answers<VersionList>()
            .WithName("listArticleVersions")
            .WithSummary("List the versions of an article");
        articles
            .MapMethods("/{id}/versions/{version:int}", Routes.Reading, ArticleHistory.Get)
            .Answers<ArticleDocument>()
            .WithName("getArticleVersion")
            .WithSummary("Get a version of an article");
        articles
            .MapMethods("/{id}/source", Routes.Reading, ArticleSource.Handle)
            .Needs(Scopes.Preview)
            .Answers<SourceList>()
            .WithName("getArticleSource")
            .WithSummary("Get where an article came from");
    }
}

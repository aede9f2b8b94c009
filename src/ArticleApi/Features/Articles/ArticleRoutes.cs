using ArticleApi.Http;

namespace ArticleApi.Features.Articles;

internal static class ArticleRoutes
{
    public static void MapArticles(this RouteGroupBuilder v1)
    {
        var articles = v1.MapGroup("/articles").WithTags("Articles");

        articles.MapRead("", ListArticles.Handle).Takes(ArticleLists.Shape.Parameters).WithName("listArticles");
        articles.MapRead("/{id}", GetArticle.Handle).Takes(GetArticle.Parameters).WithName("getArticle");
        articles.MapPost("", CreateArticle.Handle).Needs(Scopes.Write).WithName("createArticle");
        articles.MapPut("/{id:guid}", ReplaceArticle.Put).Needs(Scopes.Write).WithName("replaceArticle");
        articles.MapPatch("/{id:guid}", ReplaceArticle.Patch).Needs(Scopes.Write).WithName("patchArticle");
        articles.MapDelete("/{id:guid}", DeleteArticle.Handle).Takes(DeleteArticle.Parameters).Needs(Scopes.Write).WithName("deleteArticle");
        articles.MapPost("/{id:guid}/publish", PublishArticle.Handle).Needs(Scopes.Publish).WithName("publishArticle");
        articles.MapPost("/{id:guid}/withdraw", WithdrawArticle.Handle).Needs(Scopes.Publish).WithName("withdrawArticle");

        articles.MapRead("/{id}/images", ArticleImages.List).WithName("listArticleImages");
        articles.MapPost("/{id:guid}/images", ArticleImages.Attach).Needs(Scopes.Write).WithName("attachArticleImage");
        articles.MapPut("/{id:guid}/images", ArticleImages.Order).Needs(Scopes.Write).WithName("orderArticleImages");
        articles.MapPatch("/{id:guid}/images/{imageId:guid}", ArticleImages.Change).Needs(Scopes.Write).WithName("changeArticleImage");
        articles.MapDelete("/{id:guid}/images/{imageId:guid}", ArticleImages.Detach).Needs(Scopes.Write).WithName("detachArticleImage");

        articles.MapRead("/{id}/versions", ArticleHistory.List).Takes(ArticleHistory.Parameters).WithName("listArticleVersions");
        articles.MapRead("/{id}/versions/{version:int}", ArticleHistory.Get).WithName("getArticleVersion");
        articles.MapRead("/{id}/source", ArticleSource.Handle).Needs(Scopes.Preview).WithName("getArticleSource");
    }
}

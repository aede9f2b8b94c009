using ArticleApi.Auth;
using ArticleApi.Http.Problems;

namespace ArticleApi.Features.Articles;

/// <summary>What every line of a request is executed with.</summary>
internal sealed record BulkServices(
    HttpContext Context,
    Caller Caller,
    IServiceScopeFactory Scopes,
    IDatabaseProblems DatabaseProblems
);

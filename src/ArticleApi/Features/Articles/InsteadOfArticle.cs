using System.Reflection;
using ArticleApi.Http;
using Microsoft.AspNetCore.Http.Metadata;

namespace ArticleApi.Features.Articles;

/// <summary>What is answered where an address names no article for the caller: a redirect, or a problem.</summary>
internal sealed class InsteadOfArticle(IResult answer) : IResult, IEndpointMetadataProvider
{
    public Task ExecuteAsync(HttpContext httpContext) => answer.ExecuteAsync(httpContext);

    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder) =>
        RedirectBytesResult.PopulateMetadata(method, builder);
}

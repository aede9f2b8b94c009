using System.Reflection;
using ArticleApi.Http.OpenApi;
using Microsoft.AspNetCore.Http.Metadata;

namespace ArticleApi.Http;

/// <summary>Done, and nothing to say of it: 204.</summary>
internal sealed class NoContentResult : IResult, IEndpointMetadataProvider
{
    public static readonly NoContentResult Instance = new();

    private NoContentResult() { }

    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder) =>
        builder.Metadata.Add(new ResponseMetadata(StatusCodes.Status204NoContent, null));

    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }
}

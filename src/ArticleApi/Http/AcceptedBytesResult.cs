using System.Reflection;
using ArticleApi.Http.OpenApi;
using Microsoft.AspNetCore.Http.Metadata;

namespace ArticleApi.Http;

/// <summary>What goes on after the answer, and where it can be followed: 202 (RFC 9110 §15.3.3).</summary>
internal sealed record AcceptedBytesResult<T> : BytesResult, IEndpointMetadataProvider
{
    public AcceptedBytesResult(JsonBytesResult<T> resource, string monitor)
        : base(resource)
    {
        StatusCode = StatusCodes.Status202Accepted;
        Location = monitor;
    }

    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder) =>
        builder.Metadata.Add(ResponseMetadata.Json(StatusCodes.Status202Accepted, typeof(T)));
}

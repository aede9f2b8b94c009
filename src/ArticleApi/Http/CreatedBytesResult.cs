using System.Reflection;
using ArticleApi.Http.OpenApi;
using Microsoft.AspNetCore.Http.Metadata;

namespace ArticleApi.Http;

/// <summary>A new resource as it now is, and where it is: 201 (RFC 9110 §15.3.2).</summary>
internal sealed record CreatedBytesResult<T> : BytesResult, IEndpointMetadataProvider
{
    public CreatedBytesResult(JsonBytesResult<T> resource, string location)
        : base(resource)
    {
        StatusCode = StatusCodes.Status201Created;
        Location = location;
    }

    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder) =>
        builder.Metadata.Add(ResponseMetadata.Json(StatusCodes.Status201Created, typeof(T)));
}

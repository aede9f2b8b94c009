using System.Reflection;
using ArticleApi.Http.OpenApi;
using Microsoft.AspNetCore.Http.Metadata;

namespace ArticleApi.Http;

/// <summary>A ready page of a list of <typeparamref name="T"/>.</summary>
internal sealed record PageBytesResult<T>(ReadOnlyMemory<byte> Bytes)
    : BytesResult(Bytes, JsonResults.MediaType),
        IEndpointMetadataProvider
{
    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder) =>
        builder.Metadata.Add(ResponseMetadata.Json(StatusCodes.Status200OK, typeof(T)) with { IsPage = true });
}

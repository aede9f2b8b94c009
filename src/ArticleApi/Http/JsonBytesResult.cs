using System.Reflection;
using ArticleApi.Http.OpenApi;
using Microsoft.AspNetCore.Http.Metadata;

namespace ArticleApi.Http;

/// <summary>Ready JSON that says what <typeparamref name="T"/> says.</summary>
internal sealed record JsonBytesResult<T>(ReadOnlyMemory<byte> Bytes)
    : BytesResult(Bytes, JsonResults.MediaType),
        IEndpointMetadataProvider
{
    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder) =>
        builder.Metadata.Add(ResponseMetadata.Json(StatusCodes.Status200OK, typeof(T)));
}

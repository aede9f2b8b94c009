using System.Reflection;
using ArticleApi.Http.OpenApi;
using Microsoft.AspNetCore.Http.Metadata;

namespace ArticleApi.Http;

/// <summary>Another address for good, to be kept as the resource itself is: 308 (RFC 9110 §15.4.9).</summary>
internal sealed record RedirectBytesResult : BytesResult, IEndpointMetadataProvider
{
    public RedirectBytesResult(string location, string etag)
        : base(default, JsonResults.MediaType)
    {
        StatusCode = StatusCodes.Status308PermanentRedirect;
        Location = location;
        ETag = etag;
    }

    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder) =>
        builder.Metadata.Add(new ResponseMetadata(StatusCodes.Status308PermanentRedirect, null));
}

using Microsoft.AspNetCore.Mvc;

namespace ArticleApi.Http.Bodies;

internal static class RawBodyConventions
{
    /// <summary>The operation takes a body of any kind, larger than others.</summary>
    public static RouteHandlerBuilder AcceptsRaw(
        this RouteHandlerBuilder endpoint,
        string mediaType,
        string description
    ) =>
        endpoint.WithMetadata(
            new RequestSizeLimitAttribute(RawBody.MaxBytes + 1L),
            new OpenApi.RawBodyMetadata(mediaType, description)
        );
}

using Microsoft.AspNetCore.Mvc;

namespace ArticleApi.Http;

/// <summary>A request's body as it came, whatever it is; of bounded size.</summary>
public sealed record RawBody(byte[] Bytes)
{
    public const int MaxBytes = Core.Ingestion.SourceText.MaxBytes;

    public static async ValueTask<RawBody> BindAsync(HttpContext context)
    {
        BodyCoding.Refuse(context.Request);
        return new(await context.RequestServices.GetRequiredService<RequestBodies>().ReadRawAsync(context));
    }
}

internal static class RawBodies
{
    /// <summary>The operation takes a body of any kind, larger than others.</summary>
    public static RouteHandlerBuilder TakesRaw(
        this RouteHandlerBuilder endpoint,
        string mediaType,
        string description
    ) =>
        endpoint.WithMetadata(
            new RequestSizeLimitAttribute(RawBody.MaxBytes + 1L),
            new OpenApi.SendsRaw(mediaType, description)
        );
}

using System.Buffers;
using Microsoft.AspNetCore.Mvc;

namespace ArticleApi.Http;

/// <summary>A request's body as it came, whatever it is; of bounded size.</summary>
public sealed record RawBody(byte[] Bytes)
{
    public const int MaxBytes = Core.Ingestion.SourceText.MaxBytes;

    public static async ValueTask<RawBody> BindAsync(HttpContext context)
    {
        BodyCoding.Refuse(context.Request);
        if (context.Request.ContentLength > MaxBytes)
            throw TooLarge();

        var reader = context.Request.BodyReader;
        while (true)
        {
            var read = await reader.ReadAsync(context.RequestAborted);
            var tooLarge = read.Buffer.Length > MaxBytes;
            var bytes = read.IsCompleted && !tooLarge ? read.Buffer.ToArray() : null;
            // The server reads on after this, also where the request is refused.
            reader.AdvanceTo(bytes is null && !tooLarge ? read.Buffer.Start : read.Buffer.End, read.Buffer.End);
            if (tooLarge)
                throw TooLarge();
            if (bytes is not null)
                return new(bytes);
        }
    }

    private static ProblemException TooLarge() => new(new(ProblemTypes.PayloadTooLarge, $"A body may have up to {MaxBytes:N0} bytes here."));
}

internal static class RawBodies
{
    /// <summary>The operation takes a body of any kind, larger than others.</summary>
    public static RouteHandlerBuilder TakesRaw(this RouteHandlerBuilder endpoint, string mediaType, string description) =>
        endpoint.WithMetadata(new RequestSizeLimitAttribute(RawBody.MaxBytes + 1L), new OpenApi.SendsRaw(mediaType, description));
}

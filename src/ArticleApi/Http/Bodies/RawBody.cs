namespace ArticleApi.Http.Bodies;

/// <summary>A request's body as it came, whatever it is; of bounded size.</summary>
public sealed record RawBody(byte[] Bytes)
{
    public const int MaxBytes = Core.Ingestion.DecodedText.MaxBytes;

    public static async ValueTask<RawBody> BindAsync(HttpContext context)
    {
        RequestContentEncoding.EnsureIdentity(context.Request);
        return new(await context.RequestServices.GetRequiredService<RequestBodyReader>().ReadRawAsync(context));
    }
}

namespace ArticleApi.Http.Bodies;

/// <summary>A request's body of many JSON documents, one to a line; of bounded size.</summary>
public sealed record NdjsonBody(byte[] Bytes)
{
    public const string MediaType = "application/x-ndjson";

    /// <exception cref="Problems.ProblemException">Where the body is of another media type.</exception>
    public static async ValueTask<NdjsonBody> BindAsync(HttpContext context)
    {
        RequestMediaType.Require(context.Request, MediaType);
        return new(await context.RequestServices.GetRequiredService<RequestBodyReader>().ReadRawAsync(context));
    }
}

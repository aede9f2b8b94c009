using System.Text.Json;
using ArticleApi.Auth;
using ArticleApi.Core.Articles;
using ArticleApi.Http;
using ArticleApi.Http.Bodies;
using ArticleApi.Http.Caching;
using ArticleApi.Lists;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ArticleApi.Features.Articles;

/// <summary>All articles under any filters, oldest publication first, one JSON document to a line.</summary>
internal static class ExportArticles
{
    public const string ChangeCursorHeader = "Change-Cursor";

    public static readonly QueryParameter After = new(
        "after",
        "Goes on after this article, the last one you have; its id.",
        Kind: QueryParameterKind.Id
    );

    public static readonly ListDefinition Definition = ArticleListDefinition.Definition with
    {
        Name = "export",
        ExtraParameters = [After],
        CanCollapse = false,
    };

    public static readonly IReadOnlyList<QueryParameter> Parameters =
    [
        .. Definition.SearchParameters,
        ListDefinition.Exclude,
        .. Definition.FilterParameters,
        After,
    ];

    public static async Task<EmptyHttpResult> Handle(
        HttpContext context,
        Caller caller,
        ArticleExporter exporting,
        CancellationToken cancellation
    )
    {
        var export = await exporting.PrepareAsync(context.Request.Query, caller, cancellation);
        var (request, response) = (context.Request, context.Response);
        using var place = HttpMethods.IsHead(request.Method) ? null : await exporting.Limiter.EnterAsync(cancellation);
        var coding = ContentEncodings.Negotiate(request);
        response.ContentType = NdjsonBody.MediaType;
        response.Headers.CacheControl = "private, no-store";
        response.Headers.Vary = "Accept-Encoding, Authorization, X-Api-Key";
        response.Headers[ChangeCursorHeader] = export.ChangeCursor;
        // It may outlast the time in which a stopping service can still tell its clients so.
        response.CloseAfterResponse();
        if (coding is not null)
            response.Headers.ContentEncoding = coding;
        if (place is null)
            return TypedResults.Empty;

        await using (var coded = ContentEncodings.CreateEncodingStream(coding, response.Body))
        {
            var body = coded ?? response.Body;
            if (
                await export.WriteAsync(body, exporting.Stopping.Deadline, cancellation) is
                { IsComplete: false } written
            )
                await body.WriteAsync(new Interruption(true, written.LastArticleId).ToNdjsonLine(), cancellation);
        }

        // Of nothing the coder made nothing, and that is no body in its coding.
        if (!response.HasStarted)
            response.Headers.ContentEncoding = default;
        return TypedResults.Empty;
    }

    /// <summary>The last line of an export that the service's end cut short.</summary>
    /// <param name="After">Where to go on; null where nothing was sent yet.</param>
    private sealed record Interruption(bool Interrupted, string? After)
    {
        public byte[] ToNdjsonLine() => [.. JsonSerializer.SerializeToUtf8Bytes(this, ArticleJson.Options), (byte)'\n'];
    }
}

/// <summary>How far an export came.</summary>
/// <param name="LastArticleId">The last article written, or that it went on after; its id.</param>
internal sealed record ExportResult(bool IsComplete, string? LastArticleId);

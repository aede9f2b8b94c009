using ArticleApi.Auth;
using ArticleApi.Bulk;
using ArticleApi.Core.Images;
using ArticleApi.Editing;
using ArticleApi.Http.Bodies;
using ArticleApi.Http.Problems;
using ArticleApi.Lists;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ArticleApi.Features.Captions;

/// <summary>
/// Many writes of captions, as <c>POST /v1/articles/bulk</c> takes them: <c>op</c> is create, replace, patch or delete.
/// </summary>
internal static class BulkWriteCaptions
{
    private static readonly BulkKind Captions = BulkKind.OfComponents(
        "/v1/captions",
        "a caption",
        CreateAsync,
        Changing,
        DeleteAsync
    );

    public static Task<Results<EmptyHttpResult, Problem>> Handle(
        NdjsonBody body,
        WriteContext write,
        HttpContext context,
        BulkWriter bulk
    ) => bulk.WriteAsync(Captions, body, write, context);

    private static async Task<WriteResult<BulkItem>> CreateAsync(
        BulkLine line,
        WriteContext write,
        IServiceProvider services,
        CancellationToken cancellation
    ) => ToItem(await CreateCaption.ExecuteAsync(new(line.Body), write, services, cancellation));

    private static BulkExecution Changing(bool isPatch) =>
        async (line, write, services, cancellation) =>
        {
            var change = new ComponentChange(new(line.Body), isPatch);
            return ToItem(
                await EditorOf(services)
                    .ReplaceAsync(
                        line.Id,
                        caption => ReplaceCaption.Read(change, caption, services),
                        write,
                        cancellation
                    )
            );
        };

    private static async Task<WriteResult<BulkItem>> DeleteAsync(
        BulkLine line,
        WriteContext write,
        IServiceProvider services,
        CancellationToken cancellation
    ) => ToItem(await EditorOf(services).DeleteAsync(line.Id, write, cancellation));

    private static CaptionEditor EditorOf(IServiceProvider services) => services.GetRequiredService<CaptionEditor>();

    private static WriteResult<BulkItem> ToItem(WriteResult<Caption> result) =>
        result.Map(caption => new BulkItem(caption.Id, caption.Revision));
}

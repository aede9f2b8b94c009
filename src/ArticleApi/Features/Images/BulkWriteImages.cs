using ArticleApi.Auth;
using ArticleApi.Bulk;
using ArticleApi.Core.Images;
using ArticleApi.Editing;
using ArticleApi.Http.Bodies;
using ArticleApi.Http.Problems;
using ArticleApi.Lists;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ArticleApi.Features.Images;

/// <summary>
/// Many writes of images, as <c>POST /v1/articles/bulk</c> takes them: <c>op</c> is create, replace, patch or delete.
/// </summary>
internal static class BulkWriteImages
{
    private static readonly BulkKind Images = BulkKind.OfComponents(
        "/v1/images",
        "an image",
        CreateAsync,
        Changing,
        DeleteAsync
    );

    public static Task<Results<EmptyHttpResult, Problem>> Handle(
        NdjsonBody body,
        WriteContext write,
        HttpContext context,
        BulkWriter bulk
    ) => bulk.WriteAsync(Images, body, write, context);

    private static async Task<WriteResult<BulkItem>> CreateAsync(
        BulkLine line,
        WriteContext write,
        IServiceProvider services,
        CancellationToken cancellation
    ) => ToItem(await EditorOf(services).CreateAsync(CreateImage.Read(line.Body, services), write, cancellation));

    private static BulkExecution Changing(bool isPatch) =>
        async (line, write, services, cancellation) =>
        {
            var change = new ComponentChange(new(line.Body), isPatch);
            return ToItem(
                await EditorOf(services)
                    .ReplaceAsync(
                        line.Id,
                        image => ReplaceImage.ReadAsync(change, image, write.Caller, services, cancellation),
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

    private static ImageEditor EditorOf(IServiceProvider services) => services.GetRequiredService<ImageEditor>();

    private static WriteResult<BulkItem> ToItem(WriteResult<Image> result) =>
        result.Map(image => new BulkItem(image.Id, image.Revision));
}

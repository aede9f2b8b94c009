using ArticleApi.Auth;
using ArticleApi.Bulk;
using ArticleApi.Core.Datelines;
using ArticleApi.Editing;
using ArticleApi.Editing.Contracts;
using ArticleApi.Http.Bodies;
using ArticleApi.Http.Problems;
using ArticleApi.Lists;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ArticleApi.Features.Datelines;

/// <summary>
/// Many writes of datelines, as <c>POST /v1/articles/bulk</c> takes them: <c>op</c> is create, replace, patch or
/// delete.
/// </summary>
internal static class BulkWriteDatelines
{
    private static readonly BulkKind Datelines = BulkKind.OfComponents(
        "/v1/datelines",
        "a dateline",
        CreateAsync,
        Changing,
        DeleteAsync
    );

    public static Task<Results<EmptyHttpResult, Problem>> Handle(
        NdjsonBody body,
        WriteContext write,
        HttpContext context,
        BulkWriter bulk
    ) => bulk.WriteAsync(Datelines, body, write, context);

    private static async Task<WriteResult<BulkItem>> CreateAsync(
        BulkLine line,
        WriteContext write,
        IServiceProvider services,
        CancellationToken cancellation
    )
    {
        var input = BodyDeserializer.Deserialize<DatelineFactsInput>(line.Body, services);
        return ToItem(await EditorOf(services).CreateAsync(input, write, cancellation));
    }

    private static BulkExecution Changing(bool isPatch) =>
        async (line, write, services, cancellation) =>
        {
            var change = new ComponentChange(new(line.Body), isPatch);
            return ToItem(
                await EditorOf(services)
                    .ReplaceAsync(
                        line.Id,
                        dateline => ReplaceDateline.Read(change, dateline, services),
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

    private static DatelineEditor EditorOf(IServiceProvider services) => services.GetRequiredService<DatelineEditor>();

    private static WriteResult<BulkItem> ToItem(WriteResult<Dateline> result) =>
        result.Map(dateline => new BulkItem(dateline.Id, dateline.Revision));
}

using System.Text.Json;
using ArticleApi.Auth;
using ArticleApi.Bulk;
using ArticleApi.Editing;
using ArticleApi.Http.Bodies;
using ArticleApi.Http.Problems;
using ArticleApi.Log;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Primitives;

namespace ArticleApi.Features.Articles;

/// <summary>
/// Many writes in one request: NDJSON, one operation to a line, and one result to a line in the same order. Each line
/// is written, or not, by itself. A line is <c>{"op": "create" | "replace" | "patch" | "publish" | "withdraw" |
/// "delete", "id": …, "expectedVersion": …, "body": {…}}</c>:
/// <c>id</c> for all but create, <c>expectedVersion</c> for replace, patch and delete (it may be sent with publish and
/// withdraw), and <c>body</c> as the operation by itself takes it. A result is <c>{"line": 1, "status": 201, "id": …,
/// "version": 1}</c> or, where the line was refused, has the <c>problem</c>. With <c>dryRun</c> each line is checked as
/// if it were alone, and nothing stays written.
/// </summary>
internal static class BulkWriteArticles
{
    private static readonly BulkKind Articles = new(
        "/v1/articles",
        "an article",
        new Dictionary<string, BulkOperation>
        {
            ["create"] = BulkOperation.Create(CreateAsync),
            ["replace"] = BulkOperation.Change(ReplaceAsync),
            ["patch"] = BulkOperation.Change(PatchAsync),
            ["publish"] = new(StatusCodes.Status200OK, false, PublishAsync)
            {
                Suffix = "/publish",
                Scope = Scopes.Publish,
            },
            ["withdraw"] = new(StatusCodes.Status200OK, false, WithdrawAsync)
            {
                Suffix = "/withdraw",
                Scope = Scopes.Publish,
            },
            ["delete"] = BulkOperation.Delete(DeleteAsync),
        }
    );

    public static Task<Results<EmptyHttpResult, Problem>> Handle(
        NdjsonBody body,
        WriteContext write,
        HttpContext context,
        BulkWriter bulk
    ) => bulk.WriteAsync(Articles, body, write, context);

    private static async Task<WriteResult<BulkItem>> CreateAsync(
        BulkLine line,
        WriteContext write,
        IServiceProvider services,
        CancellationToken cancellation
    ) => ToItem(await EditorOf(services).CreateAsync(CreateArticle.Read(line.Body, services), write, cancellation));

    private static async Task<WriteResult<BulkItem>> ReplaceAsync(
        BulkLine line,
        WriteContext write,
        IServiceProvider services,
        CancellationToken cancellation
    ) =>
        ToItem(
            await EditorOf(services)
                .ReplaceAsync(
                    line.Id,
                    current => ReplaceArticle.Read(line.Body, current, services),
                    write,
                    cancellation
                )
        );

    private static async Task<WriteResult<BulkItem>> PatchAsync(
        BulkLine line,
        WriteContext write,
        IServiceProvider services,
        CancellationToken cancellation
    ) =>
        ToItem(
            await EditorOf(services)
                .ReplaceAsync(line.Id, current => PatchArticle.Read(line.Body, current, services), write, cancellation)
        );

    private static async Task<WriteResult<BulkItem>> PublishAsync(
        BulkLine line,
        WriteContext write,
        IServiceProvider services,
        CancellationToken cancellation
    )
    {
        var publishing = BodyDeserializer.Deserialize<PublishRequest>(line.Body, services);
        return ToItem(await EditorOf(services).PublishAsync(line.Id, publishing.PublishedAt, write, cancellation));
    }

    private static async Task<WriteResult<BulkItem>> WithdrawAsync(
        BulkLine line,
        WriteContext write,
        IServiceProvider services,
        CancellationToken cancellation
    )
    {
        var sent = BodyDeserializer.Deserialize<WithdrawRequest>(line.Body, services);
        var withdrawal = new Withdrawal(sent.Reason, sent.ReplacedBy);
        return ToItem(await EditorOf(services).WithdrawAsync(line.Id, withdrawal, write, cancellation));
    }

    private static async Task<WriteResult<BulkItem>> DeleteAsync(
        BulkLine line,
        WriteContext write,
        IServiceProvider services,
        CancellationToken cancellation
    )
    {
        foreach (var (name, value) in line.Body)
        {
            if (name != "reason" || value?.GetValueKind() is not JsonValueKind.String)
                throw new ProblemException(
                    Problem.InvalidRequest(
                        FieldError.Body(
                            JsonPointer.AppendMember("", name),
                            value?.ToJsonString(),
                            "unknown-member",
                            "reason, a text"
                        )
                    )
                );
        }

        // Held to what the operation by itself takes in its query.
        var query = new Dictionary<string, StringValues>();
        if (line.Body["reason"]?.GetValue<string>() is { } sent)
            query["reason"] = sent;
        var reason = DeleteArticle.ReadReason(new QueryCollection(query));
        return ToItem(await EditorOf(services).DeleteAsync(line.Id, reason, write, cancellation));
    }

    private static ArticleEditor EditorOf(IServiceProvider services) => services.GetRequiredService<ArticleEditor>();

    private static WriteResult<BulkItem> ToItem(WriteResult<StoredArticle> result) =>
        result.Map(article => new BulkItem(article.Id, article.Version));
}

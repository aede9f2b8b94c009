using System.Text.Json;
using ArticleApi.Auth;
using ArticleApi.Editing;
using ArticleApi.Http.Bodies;
using ArticleApi.Http.Problems;
using ArticleApi.Log;
using Microsoft.Extensions.Primitives;

namespace ArticleApi.Features.Articles;

/// <summary>What can be done with a line: the same as a request of its own does.</summary>
/// <param name="Status">What the operation by itself answers.</param>
/// <param name="Suffix">What its address has after the article's id.</param>
internal sealed record BulkOperation(
    int Status,
    string Suffix,
    bool NeedsVersion,
    Func<BulkLine, WriteContext, IServiceProvider, CancellationToken, Task<WriteResult<StoredArticle>>> ExecuteAsync
)
{
    public static readonly IReadOnlyDictionary<string, BulkOperation> All = new Dictionary<string, BulkOperation>
    {
        ["create"] = new(StatusCodes.Status201Created, "", false, CreateAsync),
        ["replace"] = new(StatusCodes.Status200OK, "", true, ReplaceAsync),
        ["patch"] = new(StatusCodes.Status200OK, "", true, PatchAsync),
        ["publish"] = new(StatusCodes.Status200OK, "/publish", false, PublishAsync) { Scope = Scopes.Publish },
        ["withdraw"] = new(StatusCodes.Status200OK, "/withdraw", false, WithdrawAsync) { Scope = Scopes.Publish },
        ["delete"] = new(StatusCodes.Status204NoContent, "", true, DeleteAsync),
    };

    /// <summary>What the key must be allowed beside writing.</summary>
    public string? Scope { get; init; }

    private static Task<WriteResult<StoredArticle>> CreateAsync(
        BulkLine line,
        WriteContext write,
        IServiceProvider services,
        CancellationToken cancellation
    ) => EditorOf(services).CreateAsync(CreateArticle.Read(line.Body, services), write, cancellation);

    private static Task<WriteResult<StoredArticle>> ReplaceAsync(
        BulkLine line,
        WriteContext write,
        IServiceProvider services,
        CancellationToken cancellation
    ) =>
        EditorOf(services)
            .ReplaceAsync(line.Id, current => ReplaceArticle.Read(line.Body, current, services), write, cancellation);

    private static Task<WriteResult<StoredArticle>> PatchAsync(
        BulkLine line,
        WriteContext write,
        IServiceProvider services,
        CancellationToken cancellation
    ) =>
        EditorOf(services)
            .ReplaceAsync(line.Id, current => PatchArticle.Read(line.Body, current, services), write, cancellation);

    private static Task<WriteResult<StoredArticle>> PublishAsync(
        BulkLine line,
        WriteContext write,
        IServiceProvider services,
        CancellationToken cancellation
    )
    {
        var publishing = BodyDeserializer.Deserialize<PublishRequest>(line.Body, services);
        return EditorOf(services).PublishAsync(line.Id, publishing.PublishedAt, write, cancellation);
    }

    private static Task<WriteResult<StoredArticle>> WithdrawAsync(
        BulkLine line,
        WriteContext write,
        IServiceProvider services,
        CancellationToken cancellation
    )
    {
        var sent = BodyDeserializer.Deserialize<WithdrawRequest>(line.Body, services);
        return EditorOf(services).WithdrawAsync(line.Id, new(sent.Reason, sent.ReplacedBy), write, cancellation);
    }

    private static Task<WriteResult<StoredArticle>> DeleteAsync(
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
        return EditorOf(services).DeleteAsync(line.Id, reason, write, cancellation);
    }

    private static ArticleEditor EditorOf(IServiceProvider services) => services.GetRequiredService<ArticleEditor>();
}

namespace ArticleApi.Http.OpenApi;

/// <summary>That an operation takes an <c>Idempotency-Key</c>.</summary>
internal sealed record IdempotencyMetadata
{
    public const string Header = "Idempotency-Key";
}

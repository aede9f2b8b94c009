namespace ArticleApi.Http;

/// <summary>The forms that <c>Accept</c> chooses from.</summary>
internal enum ArticleFormat
{
    Json,
    JsonLd,
    None,
}

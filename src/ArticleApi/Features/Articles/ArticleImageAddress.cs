namespace ArticleApi.Features.Articles;

/// <summary>A picture as an article shows it.</summary>
internal sealed record ArticleImageAddress(Guid Id, Guid ImageId);

namespace ArticleApi.Features.Articles;

/// <summary>A correction that an article has.</summary>
internal sealed record ArticleCorrectionAddress(Guid Id, Guid CorrectionId);

using ArticleApi.Core.Articles;
using ArticleApi.Core.Syndication;

namespace ArticleApi.Features.Feeds;

/// <summary>A format of feeds, and what writes it.</summary>
internal sealed record FeedFormat(string MediaType, Func<FeedInfo, IReadOnlyList<ArticleDocument>, byte[]> Write);

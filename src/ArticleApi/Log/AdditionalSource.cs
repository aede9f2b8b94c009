using ArticleApi.Core.Articles;

namespace ArticleApi.Log;

/// <summary>A further document that an article which is in came from.</summary>
internal sealed record AdditionalSource(long ArticleKey, SourceRecord Source);

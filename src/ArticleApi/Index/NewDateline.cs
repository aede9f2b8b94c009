using ArticleApi.Core.Datelines;
using ArticleApi.Core.Search;

namespace ArticleApi.Index;

/// <summary>A dateline that comes with its first articles, and what it is found by.</summary>
internal sealed record NewDateline(Dateline Row, IndexDocument Document, TokenizedText Words);

using ArticleApi.Core.Datelines;
using ArticleApi.Core.Search;
using ArticleApi.Storage;

namespace ArticleApi.Index;

/// <summary>A dateline that comes with its first articles, and what it is found by.</summary>
internal sealed record NewDateline(EncodedRow<Dateline> Encoded, IndexDocument Document, TokenizedText Words)
{
    public Dateline Row => Encoded.Row;
}

using ArticleApi.Index;
using ArticleApi.Storage.Tables;

namespace ArticleApi.Log;

/// <summary>An article's newest version: its head, its exact bytes, and what it is found by.</summary>
internal sealed record RenderedArticle(ArticleHead Head, byte[] Document, IndexEntry Entry);

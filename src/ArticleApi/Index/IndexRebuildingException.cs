namespace ArticleApi.Index;

/// <summary>The words of articles are being indexed anew, and nothing is found by them until that is done.</summary>
internal sealed class IndexRebuildingException() : InvalidOperationException("The full-text index is being made anew.");

namespace ArticleApi.Search;

/// <summary>A search took longer than any may.</summary>
internal sealed class SearchTimeoutException() : Exception("The search takes too long.");

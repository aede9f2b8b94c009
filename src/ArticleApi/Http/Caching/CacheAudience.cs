namespace ArticleApi.Http.Caching;

/// <summary>Who may be given the same answer.</summary>
/// <param name="Rights">What they may read, in words; empty for those without a key.</param>
/// <param name="Position">
/// What answers are kept under: another object after each change that they can notice; null while that is not known.
/// </param>
internal readonly record struct CacheAudience(string Rights, object? Position);

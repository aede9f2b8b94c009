using ArticleApi.Core.Articles;

namespace ArticleApi.Import;

/// <summary>What is in already of the articles that documents bring.</summary>
/// <param name="ByIdentity">
/// The article that each identity has or had; an empty id where its source took it back before it came.
/// </param>
/// <param name="StatedIds">Of the ids that documents state, those that an article has or had.</param>
/// <param name="Hidden">Articles that the caller does not see.</param>
/// <param name="Articles">Those that are not deleted, by id.</param>
internal sealed record ExistingArticles(
    IReadOnlyDictionary<Guid, Guid> ByIdentity,
    IReadOnlySet<Guid> StatedIds,
    IReadOnlySet<Guid> Hidden,
    IReadOnlyDictionary<Guid, ExistingArticle> Articles
);

/// <summary>An article that is in.</summary>
/// <param name="Sources">The documents it came from.</param>
internal sealed record ExistingArticle(long Key, ArticleStatus Status, IReadOnlyList<SourceRecord> Sources);

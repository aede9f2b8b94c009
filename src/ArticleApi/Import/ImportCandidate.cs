using ArticleApi.Core.Articles;
using ArticleApi.Core.Ingestion;
using ArticleApi.Storage.Tables;

namespace ArticleApi.Import;

/// <summary>An article as a document has it, and where it stands there.</summary>
/// <param name="Path">The document's, as complaints say it.</param>
/// <param name="AsDraft">Whether it stays a draft, though its source published it.</param>
internal sealed record ImportCandidate(ParsedArticle Parsed, SourceRecord Source, string Path, bool AsDraft)
{
    public Guid Identity { get; } = ImportIdentity.For(Source);

    /// <summary>Whether its ids are told from what it is.</summary>
    public bool HasStableIds { get; init; }

    /// <summary>The id of a part of it; null where that is told from the clock.</summary>
    public Guid? IdOf(string part) => HasStableIds ? StableId.Of(part, Identity.ToString()) : null;

    /// <summary>When its source publishes it, where that is yet to come; readers get nothing before that.</summary>
    public DateTimeOffset? EmbargoedUntil { get; init; }

    /// <summary>Whether readers may have it, now or on its day.</summary>
    public bool IsPublishable =>
        !AsDraft
        && Parsed.Status switch
        {
            null or ArticleStatus.Published => true,
            ArticleStatus.Scheduled => Parsed.Draft.PublishedAt is not null,
            _ => false,
        };

    /// <summary>Whether its source says otherwise than what an article is here.</summary>
    public bool ConflictsWith(ArticleStatus here) =>
        !AsDraft && here == (IsPublishable ? ArticleStatus.Draft : ArticleStatus.Published);
}

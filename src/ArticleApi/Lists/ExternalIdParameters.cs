using ArticleApi.Core.Articles;
using ArticleApi.Http;
using ArticleApi.Storage.Tables;

namespace ArticleApi.Lists;

/// <summary>Asks a list for the article that a publisher has under an id of its own.</summary>
internal static class ExternalIdParameters
{
    public static readonly QueryParameter ExternalId = new(
        "externalId",
        "The article that has this id of its publisher's, if there is one; only with <c>publisher</c>, and not "
            + "together with filters.",
        "urn:example:2026:1"
    )
    {
        MaxLength = Article.MaxExternalIdLength,
    };

    public static readonly QueryParameter Publisher = new(
        "publisher",
        "Whose id <c>externalId</c> is, as in the article's <c>source</c>.",
        "Example Agency"
    )
    {
        MaxLength = Source.MaxPublisherLength,
    };

    public static readonly IReadOnlyList<QueryParameter> All = [ExternalId, Publisher];

    /// <summary>The identity that is claimed by the article; null where none is asked for.</summary>
    public static Guid? Parse(QueryStringReader reader, ListDefinition shape, IQueryCollection sent)
    {
        if (!shape.CanFindByExternalId)
            return null;

        var (publisher, id) = (reader.GetSingle(Publisher), reader.GetSingle(ExternalId));
        if (publisher is not null && !sent.ContainsKey(ExternalId.Name))
            reader.AddError<string>(ExternalId, null, "required", "the id that publisher gave it");
        if (id is not null && !sent.ContainsKey(Publisher.Name))
            reader.AddError<string>(Publisher, null, "required", "whose id externalId is");

        return publisher is null || id is null ? null : ImportIdentity.For(publisher, id);
    }
}

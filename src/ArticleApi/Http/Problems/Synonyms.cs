using System.Collections.Frozen;

namespace ArticleApi.Http.Problems;

/// <summary>
/// What other services call what is here: the names of parameters and members, in the order in which they are meant.
/// </summary>
internal static class Synonyms
{
    /// <summary>By the name that is sent, in any case and without hyphens and underscores.</summary>
    public static readonly FrozenDictionary<string, string[]> All = new Dictionary<string, string[]>
    {
        ["after"] = ["cursor", "publishedFrom"],
        ["alt"] = ["altText"],
        ["author"] = ["byline", "bylines"],
        ["authors"] = ["byline", "bylines"],
        ["before"] = ["publishedBefore"],
        ["canonical"] = ["canonicalUrl"],
        ["category"] = ["section"],
        ["categories"] = ["section", "tag", "tags"],
        ["channel"] = ["section"],
        ["content"] = ["body", "bodyHtml"],
        ["contenthtml"] = ["bodyHtml"],
        ["count"] = ["limit"],
        ["createdat"] = ["publishedAt"],
        ["customfields"] = ["extensions"],
        ["date"] = ["publishedAt", "publishedFrom"],
        ["datemodified"] = ["updatedFrom"],
        ["datepublished"] = ["publishedAt", "publishedFrom"],
        ["dek"] = ["abstract"],
        ["description"] = ["abstract", "altText"],
        ["embargo"] = ["embargoUntil"],
        ["embargoed"] = ["embargoUntil"],
        ["enddate"] = ["publishedBefore"],
        ["excerpt"] = ["abstract"],
        ["expirydate"] = ["expiresAt"],
        ["from"] = ["publishedFrom"],
        ["fulltext"] = ["bodyText", "q"],
        ["guid"] = ["externalId", "id"],
        ["html"] = ["bodyHtml"],
        ["keyword"] = ["tag", "q"],
        ["keywords"] = ["tags", "tag"],
        ["lang"] = ["language"],
        ["locale"] = ["language"],
        ["location"] = ["place", "dateline"],
        ["max"] = ["limit"],
        ["maxresults"] = ["limit"],
        ["meta"] = ["extensions"],
        ["metadata"] = ["extensions"],
        ["mimetype"] = ["mediaType"],
        ["modifiedsince"] = ["updatedFrom"],
        ["offset"] = ["cursor", "after"],
        ["order"] = ["sort"],
        ["orderby"] = ["sort"],
        ["page"] = ["cursor", "after"],
        ["pagesize"] = ["limit"],
        ["paywall"] = ["access"],
        ["perpage"] = ["limit"],
        ["photos"] = ["images"],
        ["pictures"] = ["images"],
        ["premium"] = ["access"],
        ["priority"] = ["urgency"],
        ["provider"] = ["source", "agency"],
        ["pubdate"] = ["publishedAt", "publishedFrom"],
        ["publishdate"] = ["publishedAt", "publishedFrom"],
        ["publishedafter"] = ["publishedFrom"],
        ["publishedsince"] = ["publishedFrom"],
        ["publishedto"] = ["publishedBefore"],
        ["publisheduntil"] = ["publishedBefore"],
        ["query"] = ["q"],
        ["related"] = ["relatedLinks"],
        ["relatedarticles"] = ["relatedLinks"],
        ["search"] = ["q"],
        ["select"] = ["fields"],
        ["since"] = ["publishedFrom", "after"],
        ["size"] = ["limit"],
        ["skip"] = ["cursor", "after"],
        ["sortby"] = ["sort"],
        ["src"] = ["href"],
        ["standfirst"] = ["abstract"],
        ["startdate"] = ["publishedFrom"],
        ["subject"] = ["tag", "tags"],
        ["summary"] = ["abstract"],
        ["text"] = ["bodyText", "q"],
        ["title"] = ["headline", "q"],
        ["to"] = ["publishedBefore"],
        ["topic"] = ["tag", "tags"],
        ["topics"] = ["tags", "tag"],
        ["until"] = ["publishedBefore"],
        ["updatedafter"] = ["updatedFrom"],
        ["updatedsince"] = ["updatedFrom"],
        ["uri"] = ["href"],
        ["url"] = ["href", "canonicalUrl"],
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <returns>Null where others call nothing of what is known so.</returns>
    public static string? Find(string sent, IReadOnlyCollection<string> known) =>
        All.TryGetValue(
            sent.Replace("_", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal),
            out var meant
        )
            ? meant.FirstOrDefault(known.Contains)
            : null;
}

namespace ArticleApi.Storage.Tables;

/// <summary>What articles are counted by: most filters that take a list of values. The order is stored.</summary>
public enum FacetField
{
    Section,
    Tag,
    Byline,
    Language,
    Photographer,
    PhotoPlace,
    PhotoCountry,
    PhotoAgency,
    DatelinePlace,
    DatelineCountry,
    DatelineAgency,
    CitedAgency,
    Place,
    Country,
    Agency,

    /// <summary>No filter: searches ask in which languages there are captions.</summary>
    CaptionLanguage,
}

using ArticleApi.Core.Search;
using ArticleApi.Http;
using ArticleApi.Index;
using ArticleApi.Search;
using ArticleApi.Storage.Tables;

namespace ArticleApi.Lists;

/// <summary>What a list can be asked: said once, for requests and the OpenAPI document alike.</summary>
/// <param name="Name">Goes into its cursors.</param>
/// <param name="Collection">The name of its collection in the index.</param>
/// <param name="Sorts">Each sort's name and date; the first is the default. Both directions are allowed.</param>
/// <param name="ItemType">The type whose members <c>fields</c> may name.</param>
internal sealed record ListDefinition(
    string Name,
    string Collection,
    IReadOnlyList<ListFilter> Filters,
    IReadOnlyList<DateRangeFilter> DateFilters,
    IReadOnlyList<(string Name, string? Date)> Sorts,
    Type ItemType,
    IReadOnlyList<QueryParameter> ExtraParameters
)
{
    /// <summary>Filters that take one value.</summary>
    public IReadOnlyList<QueryParameter> SingleFilters { get; init; } = [];

    /// <summary>Whether <c>q</c> searches this list.</summary>
    public bool CanSearch { get; init; }

    /// <summary>Whether near-duplicates can be left out.</summary>
    public bool CanCollapse { get; init; }

    /// <summary>Whether what is listed has slugs, which name it as well as its id does.</summary>
    public bool HasSlugs { get; init; }

    /// <summary>Asks for items by their names.</summary>
    public QueryParameter Names => HasSlugs ? IdOrSlug : Id;

    /// <summary>Whether an article can be asked for by its publisher's id.</summary>
    public bool CanFindByExternalId { get; init; }

    /// <summary>The labels that <c>facets</c> may count; empty where the list has none.</summary>
    public IReadOnlyList<FacetField> FacetFields { get; init; } = [];

    public const int MaxLimit = 100;
    public const int DefaultLimit = 20;

    private static readonly QueryParameter Id = new(
        "id",
        "Only these, in this order; up to 100 ids, separated by commas. Not together with filters. What is not "
            + "there is explained in <c>missing</c>.",
        Kind: QueryParameterKind.Id,
        AllowsMany: true
    );
    private static readonly QueryParameter IdOrSlug = Id with
    {
        Description =
            "Only these, in this order; up to 100 ids or slugs, also former ones, separated by commas. Not together "
            + "with filters. What is not there is explained in <c>missing</c>.",
        Kind = QueryParameterKind.IdOrSlug,
    };
    public static readonly QueryParameter Exclude = new(
        "exclude",
        "Without these; up to 100 ids, separated by commas.",
        Kind: QueryParameterKind.Id,
        AllowsMany: true
    );
    public static readonly QueryParameter Limit = new(
        "limit",
        "How many to return, 1 to 100.",
        "20",
        QueryParameterKind.Integer,
        Default: "20"
    );
    public static readonly QueryParameter CursorParameter = new(
        "cursor",
        "The <c>page.next</c> of the page before; opaque, and bound to the same filters and order.",
        Kind: QueryParameterKind.Cursor
    )
    {
        MaxLength = PageCursor.MaxLength,
    };

    /// <summary>What a list takes that has neither filters nor orders.</summary>
    public static readonly IReadOnlyList<QueryParameter> PageParameters = [Limit, CursorParameter];

    public static readonly QueryParameter Fields = new(
        "fields",
        "Only these members, separated by commas; <c>.</c> reaches inside, as in <c>leadImage.caption.text</c>.",
        "headline,slug",
        QueryParameterKind.Fields,
        AllowsMany: true
    );
    public static readonly QueryParameter Search = new(
        "q",
        "Full-text search: words, <c>\"phrases\"</c>, <c>-not</c>, <c>OR</c>, <c>prefix*</c> (three letters at "
            + "least), groups in parentheses, and <c>headline:</c>, <c>abstract:</c>, <c>caption:</c>, "
            + "<c>body:</c>, <c>place:</c>. Accents, case and inflection do not matter. Up to "
            + $"{SearchQuery.MaxTerms} words and phrases.",
        "missile \"air defence\"",
        QueryParameterKind.Search
    )
    {
        MaxLength = SearchQuery.MaxLength,
    };
    public static readonly QueryParameter Highlight = new(
        "highlight",
        "true adds <c>highlight</c> to each article: HTML-escaped text with the words found in <c>mark</c>. Only "
            + "with <c>q</c>.",
        "true",
        QueryParameterKind.Boolean,
        Default: "false"
    );
    public static readonly QueryParameter FacetLimit = new(
        "facetLimit",
        "How many values of each facet to return, 1 to 100; 10 unless it is said. Only with <c>facets</c>.",
        "10",
        QueryParameterKind.Integer
    );
    public static readonly QueryParameter Total = new(
        "total",
        "<c>exact</c> counts the matches. Without a key at most 10,000 are counted, and then <c>capped</c> is true.",
        "none",
        AllowedValues: ["none", "exact"],
        Default: "none"
    );

    public QueryParameter Sort => Derived.Sort;

    /// <summary>Counts of the matches by value; its values are the names of filters.</summary>
    public QueryParameter FacetsParameter => Derived.Facets;

    public IReadOnlyList<QueryParameter> Parameters => Derived.Parameters;

    /// <summary>The filters and ranges alone, as change feeds take them.</summary>
    public IReadOnlyList<QueryParameter> FilterParameters => Derived.FilterParameters;

    /// <summary>What a feed of this list takes as well.</summary>
    public IReadOnlyList<QueryParameter> SearchParameters => CanSearch ? [Search] : [];

    // Of captions and datelines only one text is searched: there is nothing to rank by.
    private bool CanRank => FacetFields.Count > 0;

    // Made at the first request, and anew for a shape made of this one.
    private DerivedParameters? _derived;

    private DerivedParameters Derived =>
        _derived is { } made && ReferenceEquals(made.Definition, this) ? made : _derived = new(this);

    /// <summary>The page size that is asked for, where nothing but a page can be.</summary>
    public static int ReadLimit(QueryStringReader reader) => reader.GetInteger(Limit, 1, MaxLimit) ?? DefaultLimit;

    private sealed class DerivedParameters(ListDefinition shape)
    {
        public ListDefinition Definition { get; } = shape;

        public QueryParameter Sort { get; } =
            new(
                "sort",
                "The order; a leading <c>-</c> is newest first. A range of a date other than publication orders "
                    + "by that date."
                    + (
                        shape.CanRank
                            ? " <c>relevance</c>, with <c>q</c>, ranks the newest 5,000 matches: headline over "
                                + "abstract over caption over body."
                            : ""
                    ),
                "-" + shape.Sorts[0].Name,
                AllowedValues:
                [
                    .. shape.Sorts.SelectMany(sort => new[] { "-" + sort.Name, sort.Name }),
                    .. shape.CanRank ? [SortOrder.RelevanceName] : Array.Empty<string>(),
                ],
                Default: "-" + shape.Sorts[0].Name
            );

        public QueryParameter Facets { get; } =
            new(
                "facets",
                "Counts the matches by these filters' values, separated by commas; at most the newest 10,000 "
                    + "matches are counted, and then <c>capped</c> is true. <c>limit=0</c> gives the counts alone.",
                "section,photoCountry",
                AllowedValues: [.. shape.FacetFields.Select(IndexDocument.FilterNameOf)],
                AllowsMany: true
            );

        public IReadOnlyList<QueryParameter> FilterParameters { get; } =
        [
            .. shape.Filters.SelectMany(filter => filter.Parameters),
            .. shape.SingleFilters,
            .. shape.DateFilters.SelectMany(date => new[] { date.From, date.Before }),
        ];

        public IReadOnlyList<QueryParameter> Parameters =>
            field ??= [
                .. Definition.SearchParameters,
                Definition.Names,
                .. Definition.CanFindByExternalId ? ExternalIdParameters.All : [],
                Exclude,
                .. FilterParameters,
                Sort,
                Definition.FacetFields.Count > 0
                    ? Limit with
                    {
                        Min = 0,
                        Description = Limit.Description + " With <c>facets</c> also 0.",
                    }
                    : Limit,
                CursorParameter,
                Fields,
                Total,
                .. Definition.FacetFields.Count > 0 ? [Facets, FacetLimit, Highlight] : Array.Empty<QueryParameter>(),
                .. Definition.CanCollapse ? CollapseParameters.All : [],
                .. Definition.ExtraParameters,
            ];
    }
}

using ArticleApi.Auth;
using ArticleApi.Core.Search;
using ArticleApi.Http;
using ArticleApi.Http.Problems;
using ArticleApi.Index;
using ArticleApi.Search;
using ArticleApi.Search.Collectors;
using ArticleApi.Storage;
using ArticleApi.Storage.Tables;

namespace ArticleApi.Lists;

/// <summary>A list request, read and checked.</summary>
/// <param name="Names">The ids, and where there are slugs these too, of what is asked for, as they were sent.</param>
internal sealed record ListQuery(
    ListDefinition Definition,
    IReadOnlyList<string> Names,
    IReadOnlyList<Guid> ExcludedIds,
    FilterSet Filters,
    SortOrder Sort,
    int Limit,
    SortPosition? After,
    FieldSelection? Fields,
    bool CountTotal,
    IReadOnlyDictionary<string, string?> ExtraValues,
    string Fingerprint
)
{
    /// <summary>
    /// What the one article asked for has claimed by its publisher's id; null where none is asked for so.
    /// </summary>
    public Guid? ClaimedIdentity { get; init; }

    /// <summary>Whether what was withdrawn is asked for.</summary>
    public bool AsksForWithdrawn =>
        Filters.TermGroups.Any(group => group is [var term] && term == WithdrawnFilter.Term);

    /// <summary>What is searched for; null where nothing is.</summary>
    public SearchQuery? Search { get; init; }

    /// <summary>As it was sent.</summary>
    public string? SearchText { get; init; }

    public bool Highlight { get; init; }

    /// <summary>Which of several near-duplicates is shown; null where all are.</summary>
    public DuplicatePreference? CollapseTo { get; init; }

    public IReadOnlyList<FacetField> FacetFields { get; init; } = [];

    public int FacetLimit { get; init; }

    /// <summary>What its cursors are sealed with.</summary>
    public required CursorSeal Seal { get; init; }

    /// <exception cref="ProblemException">Naming every parameter that is wrong.</exception>
    public static ListQuery Parse(HttpContext context, ListDefinition shape) =>
        Parse(context.Request.Query, shape, context.RequestServices.GetRequiredService<CursorSeal>());

    /// <exception cref="ProblemException">Naming every parameter that is wrong.</exception>
    public static ListQuery Parse(IQueryCollection sent, ListDefinition shape, CursorSeal seal)
    {
        var reader = new QueryStringReader(sent);
        var conditions = FilterSet.Parse(reader, shape);
        var names = reader.GetValues(shape.Names).Distinct().ToList();
        var exclude = reader.GetValues(ListDefinition.Exclude).Select(Guid.Parse).Order().ToList();
        var sort = reader.GetSingle(shape.Sort);
        var text = shape.CanSearch ? reader.GetSingle(ListDefinition.Search) : null;
        var search = ParseSearch(reader, text);
        var order = ParseSort(reader, shape, conditions, sort, text);
        var facets =
            shape.FacetFields.Count == 0
                ? []
                : reader
                    .GetValues(shape.FacetsParameter)
                    .Distinct()
                    .Select(name => shape.FacetFields.First(kind => IndexDocument.FilterNameOf(kind) == name))
                    .ToList();
        var total = reader.GetSingle(ListDefinition.Total);
        var keep = CollapseParameters.Parse(reader, shape, counts: total == "exact" || facets.Count > 0);
        var identity =
            $"{shape.Name} {conditions.Fingerprint} -{string.Join(',', exclude)} "
            + $"{order}{(text is null ? "" : " q=" + text)}{(keep is null ? "" : $" keep={keep}")}";
        var highlight = shape.FacetFields.Count > 0 && reader.GetSingle(ListDefinition.Highlight) == "true";
        if (highlight && text is null)
            reader.AddError<string>(ListDefinition.Highlight, "true", "needs-q", "with q, whose words are marked");
        var counts = shape.FacetFields.Count > 0 && sent.ContainsKey(shape.FacetsParameter.Name);
        var facetLimit =
            shape.FacetFields.Count > 0
                ? reader.GetInteger(ListDefinition.FacetLimit, 1, ListDefinition.MaxLimit)
                : null;
        if (facetLimit is not null && !counts)
            reader.AddError<string>(
                ListDefinition.FacetLimit,
                sent[ListDefinition.FacetLimit.Name],
                "needs-facets",
                "with facets"
            );
        var after = ParseCursor(reader, identity, seal);
        var own = shape.ExtraParameters.ToDictionary(
            parameter => parameter.Name,
            parameter => reader.GetSingle(parameter) ?? parameter.Default
        );
        var query = new ListQuery(
            shape,
            names,
            exclude,
            conditions,
            order,
            reader.GetInteger(ListDefinition.Limit, counts ? 0 : 1, ListDefinition.MaxLimit)
                ?? ListDefinition.DefaultLimit,
            after,
            ParseFields(reader, shape.ItemType, highlight ? ListDefinition.Highlight.Name : null),
            total == "exact",
            own,
            identity
        )
        {
            Seal = seal,
            Search = search,
            SearchText = text,
            Highlight = highlight,
            CollapseTo = keep,
            FacetFields = facets,
            FacetLimit = facetLimit ?? 10,
            ClaimedIdentity = ExternalIdParameters.Parse(reader, shape, sent),
        };
        query.CheckCombination(reader, sent);
        reader.ThrowIfInvalid();
        return query;
    }

    // What names articles goes with what says how they are shown, and with nothing that finds others; what was
    // withdrawn is shown in one way.
    private void CheckCombination(QueryStringReader reader, IQueryCollection sent)
    {
        QueryParameter[] shape = [ListDefinition.Limit, ListDefinition.Fields, .. Definition.ExtraParameters];
        const string named = "fields, view and body; no filters, search, facets, total, collapse, order or cursor";
        if (Names.Count > 0)
            Check(Definition.Names, [Definition.Names, .. shape], named);
        else if (ClaimedIdentity is not null)
            Check(ExternalIdParameters.ExternalId, [.. ExternalIdParameters.All, .. shape], named);
        else if (AsksForWithdrawn)
            Check(
                WithdrawnFilter.Status,
                [WithdrawnFilter.Status, ListDefinition.Limit, ListDefinition.CursorParameter],
                "limit and cursor"
            );

        void Check(QueryParameter parameter, QueryParameter[] fitting, string besides)
        {
            if (!IsAlone(sent, fitting))
                reader.AddError<string>(
                    parameter,
                    sent[parameter.Name],
                    "not-combined",
                    $"{parameter.Name} alone, with {besides}"
                );
        }
    }

    // Clients made of the OpenAPI document may send defaults; an order is none, since a range has one of its own.
    private bool IsAlone(IQueryCollection sent, QueryParameter[] fitting) =>
        Definition.Parameters.All(parameter =>
            !sent.TryGetValue(parameter.Name, out var values)
            || Array.Exists(fitting, each => each.Name == parameter.Name)
            || (parameter != Definition.Sort && values == parameter.Default)
        );

    private static SortPosition? ParseCursor(QueryStringReader reader, string identity, CursorSeal seal) =>
        PageCursor.Read(reader, identity, seal, "the page.next of the same list, filters and order, unchanged")
            is { } cursor
            ? new(cursor.SortValue, cursor.Key)
            : null;

    public static FieldSelection? ParseFields(QueryStringReader reader, Type item, string? beside = null)
    {
        if (reader.GetValues(ListDefinition.Fields) is not [_, ..] fields)
            return null;

        var (selection, unknown) = FieldSelection.Parse(fields, item, beside);
        return selection
            ?? reader.AddError<FieldSelection>(
                ListDefinition.Fields,
                unknown!.Path,
                "unknown-field",
                unknown.Describe()
            );
    }

    /// <param name="search">What <see cref="Search"/> amounts to in the languages here.</param>
    public IndexQuery ToIndexQuery(Caller caller, IReadOnlySet<long> exclude, Expression? search = null) =>
        new(
            Definition.Collection,
            caller.Visibility,
            Filters.TermGroups,
            exclude,
            Filters.Published,
            Filters.Ranges,
            Sort
        )
        {
            Text = search,
            ExcludedTerms = Filters.ExcludedTerms,
        };

    /// <summary>
    /// Counts the matches, for those without a key not all of them; null where nobody asked for the total.
    /// </summary>
    public CountCollector? CreateCounter(Caller caller) =>
        CountTotal ? new(caller.HasKey ? int.MaxValue : CountCollector.MaxOpenCount) : null;

    /// <summary>What is said of a page that was found, and of what was counted beside it.</summary>
    public PageInfo DescribePage(Hits found, CountCollector? counter = null, FacetCollector? facets = null)
    {
        var next = EncodeCursor(found.Next);

        return new(Limit, next, next is not null)
        {
            Incomplete = found.BudgetExhausted ? true : null,
            Total = counter?.Count,
            Capped = counter is null && facets is null ? null : counter?.IsCapped == true || facets?.IsCapped == true,
        };
    }

    public string? EncodeCursor(SortPosition? next) =>
        next is { } mark ? new PageCursor(mark.At, mark.Key).ToToken(Fingerprint, Seal) : null;

    private static SearchQuery? ParseSearch(QueryStringReader reader, string? text)
    {
        if (text is null)
            return null;

        var (query, error) = SearchQuery.Parse(text);
        return query
            ?? reader.AddError<SearchQuery>(
                ListDefinition.Search,
                text,
                "unreadable",
                $"at column {error!.Column}: {error.Expected}"
            );
    }

    private static SortOrder ParseSort(
        QueryStringReader reader,
        ListDefinition shape,
        FilterSet conditions,
        string? sort,
        string? text
    )
    {
        var searched = text is not null;
        if (
            searched
            && shape.DateFilters.FirstOrDefault(date =>
                date.DateName is not null && conditions.Ranges.ContainsKey(date.DateName)
            )
                is { } other
        )
            reader.AddError<string>(
                ListDefinition.Search,
                text,
                "not-with-range",
                $"no {other.From.Name} or {other.Before.Name}: a search goes with ranges of publication only"
            );
        if (
            searched
            && sort is not null
            && sort != SortOrder.RelevanceName
            && sort.TrimStart('-') != shape.Sorts[0].Name
        )
            reader.AddError<string>(
                shape.Sort,
                sort,
                "not-with-q",
                $"relevance, -{shape.Sorts[0].Name} or {shape.Sorts[0].Name}, with q"
            );
        if (sort == SortOrder.RelevanceName)
            return searched
                ? SortOrder.Relevance
                : reader.AddError<SortOrder>(shape.Sort, sort, "needs-q", "with q, which it ranks by")
                    ?? SortOrder.Relevance;

        // One range of another date orders by that date; asking for a different order as well would scan.
        var ranged = shape
            .DateFilters.Where(date => date.DateName is not null && conditions.Ranges.ContainsKey(date.DateName))
            .ToList();
        if (ranged.Count > 0 && sort is not null && ranged.All(date => date.SortName != sort.TrimStart('-')))
            reader.AddError<string>(
                shape.Sort,
                sort,
                "not-with-range",
                $"a range of {ranged[0].Prefix}… orders by {ranged[0].SortName} or -{ranged[0].SortName}"
            );

        var name = sort?.TrimStart('-') ?? (ranged.Count > 0 ? ranged[0].SortName : shape.Sorts[0].Name);
        return new(shape.Sorts.First(known => known.Name == name).Date, sort is null || sort.StartsWith('-'));
    }
}

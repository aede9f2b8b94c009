using ArticleApi.Core.Search;
using ArticleApi.Log;
using ArticleApi.Storage;

namespace ArticleApi.Http;

/// <summary>A filter by a date's stretch: <c>{prefix}From</c> and <c>{prefix}Before</c>.</summary>
/// <param name="Date">The date's name in the log's filing; null for publication.</param>
/// <param name="Sort">The order that goes with it.</param>
internal sealed record DateFilter(string Prefix, string? Date, string Sort, string What)
{
    public Parameter From { get; } =
        new(
            Prefix + "From",
            $"Only where {What} is at or after this instant or date (00:00 UTC).",
            "2019-01-01",
            ParameterKind.Instant
        );

    public Parameter Before { get; } =
        new(
            Prefix + "Before",
            $"Only where {What} is before this instant or date (00:00 UTC).",
            "2025-01-01",
            ParameterKind.Instant
        );
}

/// <summary>What a list can be asked: said once, for requests and the OpenAPI document alike.</summary>
/// <param name="Name">Goes into its cursors.</param>
/// <param name="List">The list's name in the log's filing.</param>
/// <param name="Sorts">Each sort's name and date; the first is the default. Both directions are allowed.</param>
/// <param name="Item">The type whose members <c>fields</c> may name.</param>
internal sealed record ListShape(
    string Name,
    string List,
    IReadOnlyList<Parameter> Filters,
    IReadOnlyList<DateFilter> Dates,
    IReadOnlyList<(string Name, string? Date)> Sorts,
    Type Item,
    IReadOnlyList<Parameter> Own
)
{
    private const string Relevance = "relevance";

    /// <summary>Whether <c>q</c> searches this list.</summary>
    public bool IsSearched { get; init; }

    /// <summary>Whether near-duplicates can be left out.</summary>
    public bool IsCollapsed { get; init; }

    /// <summary>The labels that <c>facets</c> may count; empty where the list has none.</summary>
    public IReadOnlyList<LabelKind> Facets { get; init; } = [];

    public const int MaxLimit = 100;
    public const int DefaultLimit = 20;

    /// <summary>Open callers' counts stop here and say so.</summary>
    public const int MostCounted = 10_000;

    public static readonly Parameter Id = new(
        "id",
        "Only these, in this order; up to 100 ids, separated by commas. Not together with filters. What is not there is explained in <c>missing</c>.",
        Kind: ParameterKind.Id,
        Many: true
    );
    public static readonly Parameter Exclude = new(
        "exclude",
        "Without these; up to 100 ids, separated by commas.",
        Kind: ParameterKind.Id,
        Many: true
    );
    public static readonly Parameter Limit = new(
        "limit",
        "How many to return, 1 to 100.",
        "20",
        ParameterKind.Integer,
        Default: "20"
    );
    public static readonly Parameter CursorParameter = new(
        "cursor",
        "The <c>page.next</c> of the page before; opaque, and bound to the same filters and order."
    )
    {
        Longest = Cursor.MaxLength,
    };
    public static readonly Parameter Fields = new(
        "fields",
        "Only these members, separated by commas; <c>.</c> reaches inside, as in <c>leadImage.caption.text</c>.",
        "headline,slug"
    )
    {
        Longest = Projection.MaxLength,
    };
    public static readonly Parameter Search = new(
        "q",
        $"Full-text search: words, <c>\"phrases\"</c>, <c>-not</c>, <c>OR</c>, <c>prefix*</c> (three letters at least), groups in parentheses, and <c>headline:</c>, <c>abstract:</c>, <c>caption:</c>, <c>body:</c>, <c>place:</c>. Accents, case and inflection do not matter. Up to {SearchQuery.MaxTerms} words and phrases.",
        "missile \"air defence\"",
        ParameterKind.Search
    )
    {
        Longest = SearchQuery.MaxLength,
    };
    public static readonly Parameter Highlight = new(
        "highlight",
        "true adds <c>highlight</c> to each article: HTML-escaped text with the words found in <c>mark</c>. Only with <c>q</c>.",
        "true",
        ParameterKind.Boolean,
        Default: "false"
    );
    public static readonly Parameter FacetLimit = new(
        "facetLimit",
        "How many values of each facet to return, 1 to 100; 10 unless it is said. Only with <c>facets</c>.",
        "10",
        ParameterKind.Integer
    );
    public static readonly Parameter Total = new(
        "total",
        "<c>exact</c> counts the matches. Without a key at most 10,000 are counted, and then <c>capped</c> is true.",
        "none",
        Allowed: ["none", "exact"],
        Default: "none"
    );

    public Parameter Sort => Once.Sort;

    /// <summary>Counts of the matches by value; its values are the names of filters.</summary>
    public Parameter FacetsParameter => Once.Facets;

    public IReadOnlyList<Parameter> Parameters => Once.Parameters;

    /// <summary>The filters and ranges alone, as change feeds take them.</summary>
    public IReadOnlyList<Parameter> Conditions => Once.Conditions;

    /// <summary>What a feed of this list takes as well.</summary>
    public IReadOnlyList<Parameter> Searching => IsSearched ? [Search] : [];

    // Of captions and datelines only one text is searched: there is nothing to rank by.
    private bool IsRanked => Facets.Count > 0;

    // Made at the first request, and anew for a shape made of this one.
    private Made? _made;

    private Made Once => _made is { } made && ReferenceEquals(made.Of, this) ? made : _made = new(this);

    private sealed class Made(ListShape shape)
    {
        public ListShape Of { get; } = shape;

        public Parameter Sort { get; } =
            new(
                "sort",
                "The order; a leading <c>-</c> is newest first. A range of a date other than publication orders by that date."
                    + (
                        shape.IsRanked
                            ? " <c>relevance</c>, with <c>q</c>, ranks the newest 5,000 matches: headline over abstract over caption over body."
                            : ""
                    ),
                "-" + shape.Sorts[0].Name,
                Allowed:
                [
                    .. shape.Sorts.SelectMany(sort => new[] { "-" + sort.Name, sort.Name }),
                    .. shape.IsRanked ? [Relevance] : Array.Empty<string>(),
                ],
                Default: "-" + shape.Sorts[0].Name
            );

        public Parameter Facets { get; } =
            new(
                "facets",
                "Counts the matches by these filters' values, separated by commas; at most the newest 10,000 matches are counted, and then <c>capped</c> is true. <c>limit=0</c> gives the counts alone.",
                "section,photoCountry",
                Allowed: [.. shape.Facets.Select(Filing.FilterOf)],
                Many: true
            );

        public IReadOnlyList<Parameter> Conditions { get; } =
        [.. shape.Filters, .. shape.Dates.SelectMany(date => new[] { date.From, date.Before })];

        public IReadOnlyList<Parameter> Parameters =>
            field ??= [
                .. Of.Searching,
                Id,
                Exclude,
                .. Conditions,
                Sort,
                Of.Facets.Count > 0
                    ? Limit with
                    {
                        Least = 0,
                        Description = Limit.Description + " With <c>facets</c> also 0.",
                    }
                    : Limit,
                CursorParameter,
                Fields,
                Total,
                .. Of.Facets.Count > 0 ? [Facets, FacetLimit, Highlight] : Array.Empty<Parameter>(),
                .. Of.IsCollapsed ? Collapse.Parameters : [],
                .. Of.Own,
            ];
    }
}

/// <summary>A list request, read and checked.</summary>
internal sealed record ListQuery(
    ListShape Shape,
    IReadOnlyList<Guid> Ids,
    IReadOnlyList<Guid> Exclude,
    Conditions Conditions,
    Order Order,
    int Limit,
    Mark? After,
    Projection? Fields,
    bool CountAll,
    IReadOnlyDictionary<string, string?> Own,
    string Identity
)
{
    /// <summary>What is searched for; null where nothing is.</summary>
    public SearchQuery? Search { get; init; }

    /// <summary>As it was sent.</summary>
    public string? SearchText { get; init; }

    public bool Highlight { get; init; }

    /// <summary>Which of several near-duplicates is shown; null where all are.</summary>
    public Keep? Keep { get; init; }

    public IReadOnlyList<LabelKind> Facets { get; init; } = [];

    public int FacetLimit { get; init; }

    /// <summary>What its cursors are sealed with.</summary>
    public required CursorSeal Seal { get; init; }

    /// <exception cref="ProblemException">Naming every parameter that is wrong.</exception>
    public static ListQuery Of(HttpContext context, ListShape shape) =>
        Of(context.Request.Query, shape, context.RequestServices.GetRequiredService<CursorSeal>());

    /// <exception cref="ProblemException">Naming every parameter that is wrong.</exception>
    public static ListQuery Of(IQueryCollection sent, ListShape shape, CursorSeal seal)
    {
        var reader = new QueryReader(sent);
        reader.RefuseUnknown(shape.Parameters);
        var conditions = Conditions.Of(reader, shape);
        var ids = reader.Many(ListShape.Id).SelectMany(group => group).Select(Guid.Parse).Distinct().ToList();
        var exclude = reader.Many(ListShape.Exclude).SelectMany(group => group).Select(Guid.Parse).Order().ToList();
        var sort = reader.One(shape.Sort);
        var text = shape.IsSearched ? reader.One(ListShape.Search) : null;
        var search = SearchOf(reader, text);
        var order = OrderOf(reader, shape, conditions, sort, text);
        var facets =
            shape.Facets.Count == 0
                ? []
                : reader
                    .Many(shape.FacetsParameter)
                    .SelectMany(group => group)
                    .Distinct()
                    .Select(name => shape.Facets.First(kind => Filing.FilterOf(kind) == name))
                    .ToList();
        var total = reader.One(ListShape.Total);
        var keep = Collapse.Of(reader, shape, counts: total == "exact" || facets.Count > 0);
        var identity =
            $"{shape.Name} {conditions.Identity} -{string.Join(',', exclude)} {order}{(text is null ? "" : " q=" + text)}{(keep is null ? "" : $" keep={keep}")}";
        var highlight = shape.Facets.Count > 0 && reader.One(ListShape.Highlight) == "true";
        if (highlight && text is null)
            reader.Refuse<string>(ListShape.Highlight, "true", "needs-q", "with q, whose words are marked");
        var counts = shape.Facets.Count > 0 && sent.ContainsKey(shape.FacetsParameter.Name);
        var facetLimit = shape.Facets.Count > 0 ? reader.Integer(ListShape.FacetLimit, 1, ListShape.MaxLimit) : null;
        if (facetLimit is not null && !counts)
            reader.Refuse<string>(ListShape.FacetLimit, sent[ListShape.FacetLimit.Name], "needs-facets", "with facets");
        var after =
            reader.One(ListShape.CursorParameter) is not { } token ? null
            : Http.Cursor.Of(token, identity, seal) is { } cursor ? new Mark(cursor.At, cursor.Key)
            : reader.Refuse<Mark?>(
                ListShape.CursorParameter,
                token,
                "not-this-list",
                "the page.next of the same list, filters and order, unchanged"
            );
        var own = shape.Own.ToDictionary(
            parameter => parameter.Name,
            parameter => reader.One(parameter) ?? parameter.Default
        );
        var query = new ListQuery(
            shape,
            ids,
            exclude,
            conditions,
            order,
            reader.Integer(ListShape.Limit, counts ? 0 : 1, ListShape.MaxLimit) ?? ListShape.DefaultLimit,
            after,
            FieldsOf(reader, shape.Item, highlight ? ListShape.Highlight.Name : null),
            total == "exact",
            own,
            identity
        )
        {
            Seal = seal,
            Search = search,
            SearchText = text,
            Highlight = highlight,
            Keep = keep,
            Facets = facets,
            FacetLimit = facetLimit ?? 10,
        };
        if (
            ids.Count > 0
            && (
                conditions.Any
                || exclude.Count > 0
                || sort is not null
                || after is not null
                || text is not null
                || counts
                || total == "exact"
                || keep is not null
            )
        )
            reader.Refuse<string>(
                ListShape.Id,
                sent["id"],
                "not-combined",
                "id alone, with fields, view and body; no filters, search, facets, total, collapse, order or cursor"
            );

        reader.ThrowIfWrong();
        return query;
    }

    public static Projection? FieldsOf(QueryReader reader, Type item, string? beside = null)
    {
        if (reader.One(ListShape.Fields) is not { } fields)
            return null;

        var (projection, unknown, known) = Projection.Of(fields, item, beside);
        return projection
            ?? reader.Refuse<Projection>(
                ListShape.Fields,
                unknown,
                "unknown-field",
                known.Count > 0 ? "one of " + string.Join(", ", known) : "the member itself: it has none inside"
            );
    }

    /// <param name="search">What <see cref="Search"/> amounts to in the languages here.</param>
    public Question Ask(Caller caller, IReadOnlySet<long> exclude, Expression? search = null) =>
        new(Shape.List, caller.Audiences, Conditions.Groups, exclude, Conditions.Positions, Conditions.Dates, Order)
        {
            Search = search,
        };

    public string? Token(Mark? next) => next is { } mark ? new Cursor(mark.At, mark.Key).ToToken(Identity, Seal) : null;

    private static SearchQuery? SearchOf(QueryReader reader, string? text)
    {
        if (text is null)
            return null;

        var (query, error) = SearchQuery.Parse(text);
        return query
            ?? reader.Refuse<SearchQuery>(
                ListShape.Search,
                text,
                "unreadable",
                $"at column {error!.Column}: {error.Expected}"
            );
    }

    private static Order OrderOf(QueryReader reader, ListShape shape, Conditions conditions, string? sort, string? text)
    {
        var searched = text is not null;
        if (
            searched
            && shape.Dates.FirstOrDefault(date => date.Date is not null && conditions.Dates.ContainsKey(date.Date))
                is { } other
        )
            reader.Refuse<string>(
                ListShape.Search,
                text,
                "not-with-range",
                $"no {other.From.Name} or {other.Before.Name}: a search goes with ranges of publication only"
            );
        if (searched && sort is not null && sort != "relevance" && sort.TrimStart('-') != shape.Sorts[0].Name)
            reader.Refuse<string>(
                shape.Sort,
                sort,
                "not-with-q",
                $"relevance, -{shape.Sorts[0].Name} or {shape.Sorts[0].Name}, with q"
            );
        if (sort == "relevance")
            return searched
                ? Order.Relevance
                : reader.Refuse<Order>(shape.Sort, sort, "needs-q", "with q, which it ranks by") ?? Order.Relevance;

        // One range of another date orders by that date; asking for a different order as well would scan.
        var ranged = shape
            .Dates.Where(date => date.Date is not null && conditions.Dates.ContainsKey(date.Date))
            .ToList();
        if (ranged.Count > 0 && sort is not null && ranged.All(date => date.Sort != sort.TrimStart('-')))
            reader.Refuse<string>(
                shape.Sort,
                sort,
                "not-with-range",
                $"a range of {ranged[0].Prefix}… orders by {ranged[0].Sort} or -{ranged[0].Sort}"
            );

        var name = sort?.TrimStart('-') ?? (ranged.Count > 0 ? ranged[0].Sort : shape.Sorts[0].Name);
        return new(shape.Sorts.First(known => known.Name == name).Date, sort is null || sort.StartsWith('-'));
    }
}

/// <summary>The filters and ranges of a request, as terms and stretches of the log's filing.</summary>
internal sealed record Conditions(
    IReadOnlyList<IReadOnlyList<string>> Groups,
    Stretch? Positions,
    IReadOnlyDictionary<string, Stretch> Dates
)
{
    public bool Any => Groups.Count > 0 || Positions is not null || Dates.Count > 0;

    /// <summary>The same for the same filters in any order.</summary>
    public string Identity =>
        string.Join(
            '&',
            Groups.Select(group => string.Join('|', group.Order(StringComparer.Ordinal))).Order(StringComparer.Ordinal)
        )
        + $" {Positions} "
        + string.Join(
            '&',
            Dates.OrderBy(date => date.Key, StringComparer.Ordinal).Select(date => $"{date.Key}{date.Value}")
        );

    /// <summary>
    /// Whether a version filed like this passes; for followers of the log, who see one version at a time.
    /// </summary>
    public bool Match(string filed)
    {
        var lines = filed.Split('\n').ToHashSet();
        if (!Groups.All(group => group.Any(lines.Contains)))
            return false;

        var dates = Filing.DatesOf(filed);
        bool Within(string name, Stretch stretch) => dates.Any(date => date.Name == name && stretch.Holds(date.At));
        return (Positions is null || Within(Filing.Published, Positions))
            && Dates.All(date => Within(date.Key, date.Value));
    }

    public static Conditions Of(QueryReader reader, ListShape shape)
    {
        var groups = shape
            .Filters.SelectMany(filter =>
            {
                var given =
                    filter.Many ? reader.Many(filter)
                    : reader.One(filter) is { } one
                        ?
                        [
                            [one],
                        ]
                    : [];
                return given.Select(group => group.Select(value => Filing.Term(filter.Name, value)).ToList());
            })
            .ToList();
        var dates = new Dictionary<string, Stretch>();
        Stretch? positions = null;
        foreach (var date in shape.Dates)
        {
            var (from, before) = (reader.Instant(date.From), reader.Instant(date.Before));
            if (from is null && before is null)
                continue;
            if (from >= before)
                reader.Refuse<string>(
                    date.Before,
                    reader.One(date.Before),
                    "empty-range",
                    $"later than {date.From.Name}"
                );
            if (date.Date is null)
                positions = new(from is { } f ? Timeline.From(f) : 0, before is { } b ? Timeline.From(b) : null);
            else
                dates[date.Date] = new(from?.ToUnixTimeMilliseconds(), before?.ToUnixTimeMilliseconds());
        }

        return new(groups, positions, dates);
    }
}

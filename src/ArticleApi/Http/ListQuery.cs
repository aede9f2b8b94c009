using ArticleApi.Core.Articles;
using ArticleApi.Log;

namespace ArticleApi.Http;

/// <summary>A filter by a date's stretch: <c>{prefix}From</c> and <c>{prefix}Before</c>.</summary>
/// <param name="Date">The date's name in the log's filing; null for publication.</param>
/// <param name="Sort">The order that goes with it.</param>
internal sealed record DateFilter(string Prefix, string? Date, string Sort, string What)
{
    public Parameter From { get; } = new(Prefix + "From", $"Only where {What} is at or after this instant or date (00:00 UTC).", "2019-01-01", ParameterKind.Instant);

    public Parameter Before { get; } = new(Prefix + "Before", $"Only where {What} is before this instant or date (00:00 UTC).", "2025-01-01", ParameterKind.Instant);
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
    IReadOnlyList<Parameter> Own)
{
    public const int MaxLimit = 100;
    public const int DefaultLimit = 20;

    /// <summary>Open callers' counts stop here and say so.</summary>
    public const int MostCounted = 10_000;

    public static readonly Parameter Id = new("id", "Only these, in this order; up to 100 ids, separated by commas. Not together with filters. What is not there is explained in <c>missing</c>.", Kind: ParameterKind.Id, Many: true);
    public static readonly Parameter Exclude = new("exclude", "Without these; up to 100 ids, separated by commas.", Kind: ParameterKind.Id, Many: true);
    public static readonly Parameter Limit = new("limit", "How many to return, 1 to 100.", "20", ParameterKind.Integer, Default: "20");
    public static readonly Parameter CursorParameter = new("cursor", "The <c>page.next</c> of the page before; opaque, and bound to the same filters and order.");
    public static readonly Parameter Fields = new("fields", "Only these members, separated by commas; <c>.</c> reaches inside, as in <c>leadImage.caption.text</c>.", "headline,slug");
    public static readonly Parameter Total = new("total", "<c>exact</c> counts the matches. Without a key at most 10,000 are counted, and then <c>capped</c> is true.", "none", Allowed: ["none", "exact"], Default: "none");

    public Parameter Sort { get; } = new("sort", "The order; a leading <c>-</c> is newest first. A range of a date other than publication orders by that date.",
        "-" + Sorts[0].Name, Allowed: [.. Sorts.SelectMany(sort => new[] { "-" + sort.Name, sort.Name })], Default: "-" + Sorts[0].Name);

    /// <summary>The filters and ranges alone, as change feeds take them.</summary>
    public IReadOnlyList<Parameter> Conditions => [.. Filters, .. Dates.SelectMany(date => new[] { date.From, date.Before })];

    public IReadOnlyList<Parameter> Parameters => [Id, Exclude, .. Conditions, Sort, Limit, CursorParameter, Fields, Total, .. Own];
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
    string Identity)
{
    /// <exception cref="ProblemException">Naming every parameter that is wrong.</exception>
    public static ListQuery Of(HttpContext context, ListShape shape)
    {
        var reader = new QueryReader(context.Request.Query);
        reader.RefuseUnknown(shape.Parameters);
        var conditions = Conditions.Of(reader, shape);
        var ids = reader.Many(ListShape.Id).SelectMany(group => group).Select(Guid.Parse).Distinct().ToList();
        var exclude = reader.Many(ListShape.Exclude).SelectMany(group => group).Select(Guid.Parse).Order().ToList();
        var sort = reader.One(shape.Sort);
        var order = OrderOf(reader, shape, conditions, sort);
        var identity = $"{shape.Name} {conditions.Identity} -{string.Join(',', exclude)} {order}";
        var after = reader.One(ListShape.CursorParameter) is not { } token ? null
            : Http.Cursor.Of(token, identity) is { } cursor ? new Mark(cursor.At, cursor.Key)
            : reader.Refuse<Mark?>(ListShape.CursorParameter, token, "not-this-list", "the page.next of the same list, filters and order, unchanged");
        var own = shape.Own.ToDictionary(parameter => parameter.Name, parameter => reader.One(parameter) ?? parameter.Default);
        var query = new ListQuery(
            shape, ids, exclude, conditions, order,
            reader.Integer(ListShape.Limit, 1, ListShape.MaxLimit) ?? ListShape.DefaultLimit,
            after, FieldsOf(reader, shape.Item), reader.One(ListShape.Total) == "exact", own, identity);
        if (ids.Count > 0 && (conditions.Any || exclude.Count > 0 || sort is not null || after is not null))
            reader.Refuse<string>(ListShape.Id, context.Request.Query["id"], "not-combined", "id alone, with fields, view and body; no filters, order or cursor");

        reader.ThrowIfWrong();
        return query;
    }

    public static Projection? FieldsOf(QueryReader reader, Type item)
    {
        if (reader.One(ListShape.Fields) is not { } fields)
            return null;

        var (projection, unknown) = Projection.Of(fields, item);
        return projection ?? reader.Refuse<Projection>(ListShape.Fields, unknown, "unknown-field", "members of the resource, such as " + string.Join(", ", ArticleJson.Options.GetTypeInfo(item).Properties.Select(property => property.Name).Take(12)));
    }

    public Question Ask(Caller caller, IReadOnlySet<long> exclude) =>
        new(Shape.List, caller.Audiences, Conditions.Groups, exclude, Conditions.Positions, Conditions.Dates, Order);

    public string? Token(Mark? next) => next is { } mark ? new Cursor(mark.At, mark.Key).ToToken(Identity) : null;

    private static Order OrderOf(QueryReader reader, ListShape shape, Conditions conditions, string? sort)
    {
        // One range of another date orders by that date; asking for a different order as well would scan.
        var ranged = shape.Dates.Where(date => date.Date is not null && conditions.Dates.ContainsKey(date.Date)).ToList();
        if (ranged.Count > 0 && sort is not null && ranged.All(date => date.Sort != sort.TrimStart('-')))
            reader.Refuse<string>(shape.Sort, sort, "not-with-range", $"a range of {ranged[0].Prefix}… orders by {ranged[0].Sort} or -{ranged[0].Sort}");

        var name = sort?.TrimStart('-') ?? (ranged.Count > 0 ? ranged[0].Sort : shape.Sorts[0].Name);
        return new(shape.Sorts.First(known => known.Name == name).Date, sort is null || sort.StartsWith('-'));
    }
}

/// <summary>The filters and ranges of a request, as terms and stretches of the log's filing.</summary>
internal sealed record Conditions(IReadOnlyList<IReadOnlyList<string>> Groups, Stretch? Positions, IReadOnlyDictionary<string, Stretch> Dates)
{
    public bool Any => Groups.Count > 0 || Positions is not null || Dates.Count > 0;

    /// <summary>The same for the same filters in any order.</summary>
    public string Identity => string.Join('&', Groups.Select(group => string.Join('|', group.Order(StringComparer.Ordinal))).Order(StringComparer.Ordinal))
        + $" {Positions} " + string.Join('&', Dates.OrderBy(date => date.Key, StringComparer.Ordinal).Select(date => $"{date.Key}{date.Value}"));

    /// <summary>Whether a version filed like this passes; for followers of the log, who see one version at a time.</summary>
    public bool Match(string filed)
    {
        var lines = filed.Split('\n').ToHashSet();
        if (!Groups.All(group => group.Any(lines.Contains)))
            return false;

        var dates = Filing.DatesOf(filed);
        bool Within(string name, Stretch stretch) => dates.Any(date => date.Name == name && stretch.Holds(date.At));
        return (Positions is null || Within(Filing.Published, Positions)) && Dates.All(date => Within(date.Key, date.Value));
    }

    public static Conditions Of(QueryReader reader, ListShape shape)
    {
        var groups = shape.Filters.SelectMany(filter =>
        {
            var given = filter.Many ? reader.Many(filter) : reader.One(filter) is { } one ? [[one]] : [];
            return given.Select(group => group.Select(value => Filing.Term(filter.Name, value)).ToList());
        }).ToList();
        var dates = new Dictionary<string, Stretch>();
        Stretch? positions = null;
        foreach (var date in shape.Dates)
        {
            var (from, before) = (reader.Instant(date.From), reader.Instant(date.Before));
            if (from is null && before is null)
                continue;
            if (from >= before)
                reader.Refuse<string>(date.Before, reader.One(date.Before), "empty-range", $"later than {date.From.Name}");
            if (date.Date is null)
                positions = new(from is { } f ? Timeline.From(f) : 0, before is { } b ? Timeline.From(b) : null);
            else
                dates[date.Date] = new(from?.ToUnixTimeMilliseconds(), before?.ToUnixTimeMilliseconds());
        }

        return new(groups, positions, dates);
    }
}

using ArticleApi.Core.Search;
using ArticleApi.Http;
using ArticleApi.Index;

namespace ArticleApi.Lists;

/// <summary>The filters and ranges of a request, as terms and key ranges of the index.</summary>
/// <param name="TermGroups">Any of each group, and all groups.</param>
/// <param name="ExcludedTerms">None of these.</param>
internal sealed record FilterSet(
    IReadOnlyList<IReadOnlyList<string>> TermGroups,
    IReadOnlyList<string> ExcludedTerms,
    KeyRange? Published,
    IReadOnlyDictionary<string, KeyRange> Ranges
)
{
    public bool HasAny => TermGroups.Count > 0 || ExcludedTerms.Count > 0 || Published is not null || Ranges.Count > 0;

    /// <summary>The same for the same filters in any order.</summary>
    public string Fingerprint =>
        string.Join(
            '&',
            TermGroups
                .Select(group => string.Join('|', group.Order(StringComparer.Ordinal)))
                .Order(StringComparer.Ordinal)
        )
        + string.Concat(ExcludedTerms.Order(StringComparer.Ordinal).Select(term => "!" + term))
        + $" {Published} "
        + string.Join(
            '&',
            Ranges.OrderBy(date => date.Key, StringComparer.Ordinal).Select(date => $"{date.Key}{date.Value}")
        );

    /// <summary>The same, as followers of the log ask it of versions of articles.</summary>
    public VersionFilter ToVersionFilter()
    {
        var dates = Ranges.Select(range => (range.Key, range.Value));

        return new(
            TermGroups,
            ExcludedTerms,
            [.. Published is { } published ? dates.Prepend((IndexDocument.Published, published)) : dates]
        );
    }

    public static FilterSet Parse(QueryStringReader reader, ListDefinition shape)
    {
        var groups = shape.Filters.SelectMany(filter => ReadGroups(reader, filter)).ToList();
        foreach (var filter in shape.SingleFilters)
        {
            if (reader.GetSingle(filter) is { } value)
                groups.Add([FilterTerm.Format(filter.Name, value)]);
        }

        var excluded = shape.Filters.SelectMany(filter => ReadTerms(reader, filter.Not, filter.Name)).ToList();
        var dates = new Dictionary<string, KeyRange>();
        KeyRange? positions = null;
        foreach (var date in shape.DateFilters)
        {
            var (from, before) = (reader.GetInstant(date.From), reader.GetInstant(date.Before));
            if (from is null && before is null)
                continue;
            if (from >= before)
                reader.AddError<string>(
                    date.Before,
                    reader.GetSingle(date.Before),
                    "empty-range",
                    $"later than {date.From.Name}"
                );
            if (date.DateName is null)
                positions = new(
                    from is { } f ? PublicationKey.FirstAtOrAfter(f) : 0,
                    before is { } b ? PublicationKey.FirstAtOrAfter(b) : null
                );
            else
                dates[date.DateName] = new(from?.ToUnixTimeMilliseconds(), before?.ToUnixTimeMilliseconds());
        }

        return new(groups, excluded, positions, dates);
    }

    private static IEnumerable<IReadOnlyList<string>> ReadGroups(QueryStringReader reader, ListFilter filter)
    {
        if (ReadTerms(reader, filter.Any, filter.Name) is [_, ..] any)
            yield return any;
        if (filter.All is not { } all)
            yield break;

        foreach (var term in ReadTerms(reader, all, filter.Name))
            yield return [term];
    }

    private static List<string> ReadTerms(QueryStringReader reader, QueryParameter parameter, string filter) =>
        [.. reader.GetValues(parameter).Select(value => FilterTerm.Format(filter, value)).Distinct()];
}

using System.Text.RegularExpressions;
using ArticleApi.Core.Articles;
using ArticleApi.Core.Images;
using ArticleApi.Core.Search;
using ArticleApi.Storage.Tables;

namespace ArticleApi.Index.Fields;

/// <summary>Gathers what a document is indexed under. A value that is not there is under nothing.</summary>
internal sealed partial class IndexFields
{
    private readonly List<string> _terms = new(32) { IndexDocument.All };
    private readonly List<(string Name, long At)> _sortValues = [];
    private readonly Dictionary<(FacetField, string), (string, string)> _facetValues = [];

    /// <param name="name">How the value is shown to people; the value itself where left out.</param>
    public void Add(string filter, string? value, string? name = null)
    {
        if (string.IsNullOrWhiteSpace(value))
            return;

        var normalized = TextFolding.Fold(value);
        _terms.Add(FilterTerm.FormatFolded(filter, normalized));
        // Shown as it came first.
        if (IndexDocument.FindFacetField(filter) is { } field)
            _facetValues.TryAdd((field, normalized), (value, name ?? value));
    }

    public void AddAll(string filter, IEnumerable<string> values)
    {
        foreach (var value in values)
            Add(filter, value);
    }

    /// <summary><c>en-GB</c> is found as <c>en-GB</c> and as <c>en</c> (RFC 4647 basic filtering).</summary>
    public void AddLanguage(string language)
    {
        for (var end = language.Length; end > 0; end = language.LastIndexOf('-', end - 1))
            Add("language", language[..end]);
    }

    /// <param name="kind">What the filters' names begin with: <c>photo</c> or <c>dateline</c>.</param>
    public void AddPlaces(string kind, IEnumerable<DatelineDocument> datelines)
    {
        var (ofPlace, ofCountry) = (kind + "Place", kind + "Country");
        foreach (var dateline in datelines)
        {
            foreach (var place in dateline.Places)
            {
                Add(ofPlace, place.Locality);
                Add("place", place.Locality);
                Add(ofPlace, place.Region);
                Add("place", place.Region);
                Add(ofCountry, place.CountryCode, place.Country);
                Add("country", place.CountryCode, place.Country);
            }
        }
    }

    /// <summary>An order in which it stands at one date; last where it has none.</summary>
    public void AddDate(string order, DateTimeOffset? date) =>
        _sortValues.Add((order, date?.ToUnixTimeMilliseconds() ?? IndexDocument.NoDate));

    /// <summary>An order in which it stands at the date of each dateline; last where there is none.</summary>
    public void AddDates(string order, IEnumerable<DatelineDocument> datelines)
    {
        var dates = new SortedSet<long>();
        foreach (var dateline in datelines)
        {
            if (dateline.Date?.Start is { } start)
                dates.Add(start.ToUnixTimeMilliseconds());
        }

        if (dates.Count == 0)
            dates.Add(IndexDocument.NoDate);
        foreach (var date in dates)
            _sortValues.Add((order, date));
    }

    /// <summary>The persons of a credit, each with what follows the name, as in <c>Jane Doe, Jr.</c></summary>
    public static string[] PhotographersOf(Credit? credit) =>
        credit?.Photographer is { } names
            ? [.. NameSeparatorPattern().Split(names).Select(name => name.Trim()).Where(name => name.Length > 0)]
            : [];

    [GeneratedRegex(@", (?!(?:Jr|Sr|II|III|IV)\.?(?:,|$))", RegexOptions.IgnoreCase)]
    private static partial Regex NameSeparatorPattern();

    public IndexDocument ToDocument()
    {
        _terms.Sort(StringComparer.Ordinal);
        var distinct = new List<string>(_terms.Count);
        foreach (var term in _terms)
        {
            if (distinct.Count == 0 || distinct[^1] != term)
                distinct.Add(term);
        }

        return new(distinct, _sortValues) { FacetValues = _facetValues };
    }
}

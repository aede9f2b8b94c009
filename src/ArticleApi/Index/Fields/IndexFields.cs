using ArticleApi.Core.Articles;
using ArticleApi.Core.Images;
using ArticleApi.Storage.Tables;

namespace ArticleApi.Index.Fields;

/// <summary>Gathers what a document is indexed under. A value that is not there is under nothing.</summary>
internal sealed class IndexFields
{
    private readonly SortedSet<string> _terms = new(StringComparer.Ordinal) { IndexDocument.All };
    private readonly List<(string Name, long At)> _sortValues = [];
    private readonly Dictionary<(FacetField, string), (string, string)> _facetValues = [];

    /// <param name="name">How the value is shown to people; the value itself where left out.</param>
    public void Add(string filter, string? value, string? name = null)
    {
        if (string.IsNullOrWhiteSpace(value))
            return;

        var term = IndexDocument.FormatTerm(filter, value);
        if (_terms.Add(term) && IndexDocument.FindFacetField(filter) is { } field)
            _facetValues[(field, term[(filter.Length + 1)..])] = (value, name ?? value);
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
        foreach (var place in datelines.SelectMany(dateline => dateline.Places))
        {
            foreach (var name in (string?[])[place.Locality, place.Region])
            {
                Add(kind + "Place", name);
                Add("place", name);
            }

            Add(kind + "Country", place.CountryCode, place.Country);
            Add("country", place.CountryCode, place.Country);
        }
    }

    /// <summary>An order in which it stands at one date; last where it has none.</summary>
    public void AddDate(string order, DateTimeOffset? date) =>
        _sortValues.Add((order, date?.ToUnixTimeMilliseconds() ?? IndexDocument.NoDate));

    /// <summary>An order in which it stands at the date of each dateline; last where there is none.</summary>
    public void AddDates(string order, IEnumerable<DatelineDocument> datelines)
    {
        var dates = datelines
            .Select(dateline => dateline.Date?.Start?.ToUnixTimeMilliseconds())
            .OfType<long>()
            .Distinct()
            .Order()
            .DefaultIfEmpty(IndexDocument.NoDate);
        foreach (var date in dates)
            _sortValues.Add((order, date));
    }

    public static string[] PhotographersOf(Credit? credit) =>
        credit?.Photographer?.Split(", ", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];

    public IndexDocument ToDocument() => new([.. _terms], _sortValues) { FacetValues = _facetValues };
}

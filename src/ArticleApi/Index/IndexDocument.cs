using System.Buffers.Binary;
using System.Globalization;
using ArticleApi.Core.NearDuplicates;
using ArticleApi.Storage.Tables;

namespace ArticleApi.Index;

/// <summary>
/// What something is indexed under: the terms that equality filters ask for, and the dates that orders and ranges ask
/// for. Pure: from what clients get, so that a filter never disagrees with the bytes.
/// </summary>
internal sealed record IndexDocument(IReadOnlyList<string> Terms, IReadOnlyList<(string Name, long At)> SortValues)
{
    private static readonly string[] Filters =
    [
        .. Enum.GetNames<FacetField>().Select(System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName),
    ];

    private static readonly Dictionary<string, FacetField> FieldsByFilter = Enum.GetValues<FacetField>()
        .ToDictionary(FilterNameOf);

    private static readonly Dictionary<string, FacetField>.AlternateLookup<ReadOnlySpan<char>> FieldsByFilterSpan =
        FieldsByFilter.GetAlternateLookup<ReadOnlySpan<char>>();

    private long[]? _termListIds;
    private byte[]? _facetValueIds;

    /// <summary>Everything has this term; a list without filters is its range.</summary>
    public const string All = "*";

    public const long NoDate = long.MinValue;

    /// <summary>Has no sort entries of its own: the order of publication is that of the publication keys.</summary>
    public const string Published = "published";
    public const string Updated = "updated";
    public const string Available = "available";
    public const string PhotoTaken = "photoTaken";
    public const string DatelineDate = "dateline";

    public string TermsText => string.Join('\n', Terms);

    public string SortValuesText =>
        string.Join(
            '\n',
            SortValues.Select(date => string.Create(CultureInfo.InvariantCulture, $"@{date.Name} {date.At}"))
        );

    /// <summary>The dates of a stored <see cref="SortValuesText"/> </summary>
    public static IReadOnlyList<(string Name, long At)> ParseSortValues(string text) =>
        text.Split('\n')
            .Where(line => line.StartsWith('@'))
            .Select(line => line[1..].Split(' '))
            .Select(parts => (parts[0], long.Parse(parts[1], CultureInfo.InvariantCulture)))
            .ToList();

    /// <summary>The filter that asks for a facet field: its name in the API.</summary>
    public static string FilterNameOf(FacetField field) => Filters[(int)field];

    /// <summary>The facet field that a filter asks for; null for one that asks for something else.</summary>
    public static FacetField? FindFacetField(string filter) =>
        FieldsByFilter.TryGetValue(filter, out var field) ? field : null;

    /// <summary>The document that a stored <see cref="TermsText"/> and <see cref="SortValuesText"/> are of.</summary>
    public static IndexDocument Parse(string terms, string sortValues) =>
        new(terms.Split('\n', StringSplitOptions.RemoveEmptyEntries), ParseSortValues(sortValues));

    /// <summary>The facet values among the terms: their field, and the value as filters compare it.</summary>
    public static IEnumerable<(FacetField Field, string NormalizedValue)> ParseFacetValues(IEnumerable<string> terms)
    {
        foreach (var term in terms)
        {
            var colon = term.IndexOf(':', StringComparison.Ordinal);
            if (colon > 0 && FieldsByFilterSpan.TryGetValue(term.AsSpan(0, colon), out var field))
                yield return (field, term[(colon + 1)..]);
        }
    }

    /// <summary>
    /// The lists that its terms stand for. Worked out once, since imports do so ahead of the commit, which everybody
    /// waits for.
    /// </summary>
    /// <param name="collection">The one that it is of.</param>
    public long[] TermListIds(IndexKeys indexKeys, string collection) =>
        _termListIds ??= [.. Terms.Select(term => indexKeys.ListId(collection, term))];

    /// <summary>What facets count it by, worked out once; see <see cref="FacetValues.ValueIds"/>.</summary>
    public byte[] FacetValueIds(IndexKeys indexKeys) => _facetValueIds ??= ComputeFacetValueIds(indexKeys);

    private byte[] ComputeFacetValueIds(IndexKeys indexKeys)
    {
        var ids = ParseFacetValues(Terms)
            .Select(value => indexKeys.FacetValueId(value.Field, value.NormalizedValue))
            .ToList();
        var bytes = new byte[ids.Count * sizeof(long)];
        for (var i = 0; i < ids.Count; i++)
            BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(i * sizeof(long)), ids[i]);
        return bytes;
    }

    /// <summary>
    /// What near-duplicates are found by; null where the body is too short, and for all but articles.
    /// </summary>
    public TextSignature? Signature { get; init; }

    public static readonly IReadOnlyDictionary<
        (FacetField Field, string NormalizedValue),
        (string Value, string Name)
    > NoFacetValues = new Dictionary<(FacetField, string), (string, string)>();

    /// <summary>How facet values are printed: the value to filter by, and the name to show.</summary>
    public IReadOnlyDictionary<
        (FacetField Field, string NormalizedValue),
        (string Value, string Name)
    > FacetValues { get; init; } = NoFacetValues;
}

namespace ArticleApi.Index.SortOrders;

/// <summary>The dates of one article, image, caption or dateline, by the names of their orders.</summary>
internal sealed class SortValues(IReadOnlyList<(string Name, long At)> values)
{
    public static readonly SortValues None = new([]);

    private readonly IReadOnlyList<(string Name, long At)> _values = values;

    /// <summary>As two audiences have them. Undated is what has no date for anyone who asks.</summary>
    public SortValues Merge(SortValues other) =>
        _values.Count == 0
            ? other
            : new([
                .. _values
                    .Union(other._values)
                    .GroupBy(value => value.Name)
                    .SelectMany(own =>
                        own.Any(value => value.At != IndexDocument.NoDate)
                            ? own.Where(value => value.At != IndexDocument.NoDate)
                            : own
                    ),
            ]);

    public bool HasOneIn(string name, KeyRange range) =>
        _values.Any(value => value.Name == name && range.Contains(value.At));

    /// <summary>Where an order meets it first; null where it has no such date within the range.</summary>
    public long? FirstIn(string name, KeyRange? range, bool down)
    {
        var own = _values
            .Where(value => value.Name == name && range?.Contains(value.At) != false)
            .Select(value => (long?)value.At);

        return down ? own.Max() : own.Min();
    }
}

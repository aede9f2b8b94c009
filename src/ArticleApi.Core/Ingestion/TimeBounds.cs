namespace ArticleApi.Core.Ingestion;

/// <summary>Embargoes or ends that an item states, of which the most closed counts.</summary>
/// <param name="Instants">Those that can be read.</param>
/// <param name="AllReadable">
/// Whether none is stated that cannot be read. One that is empty states an embargo or an end and not when.
/// </param>
internal sealed record TimeBounds(IReadOnlyList<DateTimeOffset> Instants, bool AllReadable)
{
    public DateTimeOffset? First => Instants.Count == 0 ? null : Instants.Min();

    public DateTimeOffset? Last => Instants.Count == 0 ? null : Instants.Max();
}

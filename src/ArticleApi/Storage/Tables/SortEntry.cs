using ArticleApi.Core.Articles;

namespace ArticleApi.Storage.Tables;

/// <summary>An entry of a list in the order of a date other than publication.</summary>
public sealed class SortEntry
{
    /// <inheritdoc cref="Posting.Audience"/>
    public required Audience Audience { get; init; }

    /// <summary>The keyed hash of the list and the date, such as <c>updated</c>.</summary>
    public required long ListId { get; init; }

    /// <summary>Milliseconds since 1970; <see cref="long.MinValue"/> where the row has no such date.</summary>
    public required long At { get; init; }
    public required long Key { get; init; }

    /// <summary>The row's position under its terms, to test other filters.</summary>
    public required long Position { get; set; }

    /// <summary>
    /// The row's next later and next earlier entry in this list, so that a row with several dates comes once.
    /// </summary>
    public long? NextLater { get; init; }
    public long? NextEarlier { get; init; }
}

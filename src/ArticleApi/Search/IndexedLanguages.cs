using ArticleApi.Core.Articles;
using ArticleApi.Core.Search;
using ArticleApi.Log;
using ArticleApi.Storage;
using ArticleApi.Storage.Tables;

namespace ArticleApi.Search;

/// <summary>
/// The languages that a caller's texts are in: a search stems its words as each of them does, and tells nothing of
/// other texts.
/// </summary>
internal sealed class IndexedLanguages(ISqlReader reads, LogWatermark watermark)
{
    private static readonly SqlStatement Known = new(
        $"""
        SELECT "NormalizedValue", "Audience" FROM facet_value_counts
        WHERE "Audience" IN (0, 1, 2) AND "Field" IN ({(int)FacetField.Language}, {(int)FacetField.CaptionLanguage})
        """
    );

    private volatile CachedLanguages? _last;

    /// <returns>Primary subtags; <c>und</c> is always among them.</returns>
    public async ValueTask<IReadOnlyCollection<string>> VisibleToAsync(
        IReadOnlyList<Audience> audiences,
        CancellationToken cancellation
    ) =>
        new SortedSet<string>(
            (await ReadAllAsync(cancellation))
                .Where(used => audiences.Contains(used.Audience))
                .Select(used => used.Language)
                .Append(TextAnalyzer.UnknownLanguage),
            StringComparer.Ordinal
        );

    private async ValueTask<IReadOnlyList<(string Language, Audience Audience)>> ReadAllAsync(
        CancellationToken cancellation
    )
    {
        var position = watermark.Current;
        if (_last is { } last && ReferenceEquals(last.Position, position))
            return last.Languages;

        var languages = new List<(string, Audience)>();
        await using (var rows = await reads.QueryAsync(Known, [], cancellation))
        {
            while (await rows.ReadAsync(cancellation))
                languages.Add((TextAnalyzer.PrimarySubtagOf(rows.GetString(0)), (Audience)rows.GetInt64(1)));
        }

        if (position is { } read)
            _last = new(read, languages);
        return languages;
    }

    private sealed record CachedLanguages(
        LogPosition Position,
        IReadOnlyList<(string Language, Audience Audience)> Languages
    );
}

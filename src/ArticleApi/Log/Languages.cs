using ArticleApi.Core.Articles;
using ArticleApi.Core.Search;
using ArticleApi.Storage;

namespace ArticleApi.Log;

/// <summary>
/// The languages that a caller's texts are in: a search stems its words as each of them does, and tells nothing of
/// other texts.
/// </summary>
internal sealed class Languages(IReads reads, LogTick tick)
{
    private static readonly Statement Known = new(
        $"""
        SELECT "Folded", "Audience" FROM labels
        WHERE "Audience" IN (0, 1, 2) AND "Kind" IN ({(int)LabelKind.Language}, {(int)LabelKind.CaptionLanguage})
        """
    );

    private volatile Kept? _last;

    /// <returns>Primary subtags; <c>und</c> is always among them.</returns>
    public async ValueTask<IReadOnlyCollection<string>> Used(
        IReadOnlyList<Audience> audiences,
        CancellationToken cancellation
    ) =>
        new SortedSet<string>(
            (await Used(cancellation))
                .Where(used => audiences.Contains(used.Audience))
                .Select(used => used.Language)
                .Append(Analyser.Unknown),
            StringComparer.Ordinal
        );

    private async ValueTask<IReadOnlyList<(string Language, Audience Audience)>> Used(CancellationToken cancellation)
    {
        var now = tick.Now;
        if (_last is { } last && ReferenceEquals(last.Mark, now))
            return last.Languages;

        var languages = new List<(string, Audience)>();
        await using (var rows = await reads.Query(Known, [], cancellation))
        {
            while (await rows.Read(cancellation))
                languages.Add((Analyser.PrimaryOf(rows.Text(0)), (Audience)rows.Long(1)));
        }

        if (now is { } read)
            _last = new(read, languages);
        return languages;
    }

    private sealed record Kept(LogMark Mark, IReadOnlyList<(string Language, Audience Audience)> Languages);
}

using ArticleApi.Core.Search;
using ArticleApi.Storage;

namespace ArticleApi.Log;

/// <summary>The languages that texts here are in: a search stems its words as each of them does.</summary>
internal sealed class Languages(IReads reads, LogTick tick)
{
    private static readonly Statement Known = new(
        $"""SELECT "Folded" FROM labels WHERE "Kind" IN ({(int)LabelKind.Language}, {(int)LabelKind.CaptionLanguage})""");

    private (long Tick, IReadOnlyCollection<string> Languages)? _last;

    /// <returns>Primary subtags; <c>und</c> is always among them.</returns>
    public async ValueTask<IReadOnlyCollection<string>> Used(CancellationToken cancellation)
    {
        var now = tick.Now;
        if (_last is { } last && last.Tick == now)
            return last.Languages;

        var languages = new SortedSet<string>(StringComparer.Ordinal) { Analyser.Unknown };
        await using (var rows = await reads.Query(Known, [], cancellation))
        {
            while (await rows.Read(cancellation))
                languages.Add(Analyser.PrimaryOf(rows.Text(0)));
        }

        if (now is { } read)
            _last = (read, languages);
        return languages;
    }
}

using System.Globalization;
using ArticleApi.Core.Articles;
using ArticleApi.Core.Search;
using ArticleApi.Storage;
using Microsoft.EntityFrameworkCore;

namespace ArticleApi.Log;

/// <summary>
/// What articles show, counted by audience: images, captions and datelines, which are open only while a public article uses them,
/// and sections, tags and bylines. Counts change by what one version shows more or less than the one before.
/// </summary>
internal sealed class Shown(ArticleDb db)
{
    private readonly Dictionary<(ComponentKind Kind, long Key), int[]> _components = [];
    private readonly Dictionary<(LabelKind Kind, string Folded), ((string Value, string Name)? Print, int[] By)> _labels = [];
    private readonly HashSet<(ComponentKind Kind, long Key)> _changed = [];

    /// <summary>What the full-text index is to be told.</summary>
    public List<SearchEntry> Searched { get; } = [];

    /// <summary>Whether a caller without a key can notice what was written.</summary>
    public bool OpenSees { get; private set; }

    /// <summary>The lists' names of images, captions and datelines.</summary>
    public static string List(ComponentKind kind) => kind.ToString().ToLowerInvariant() + "/";

    /// <summary>What a version shows, one to a line, as kept on its head.</summary>
    public static string TextOf(Article article)
    {
        var datelines = article.Images.Select(use => use.Caption?.DatelineKey).Append(article.DatelineKey).OfType<long>().Distinct();

        return string.Join('\n',
        [
            .. article.Images.Select(use => Line(ComponentKind.Image, use.ImageKey)),
            .. article.Images.Select(use => use.CaptionKey).OfType<long>().Distinct().Select(key => Line(ComponentKind.Caption, key)),
            .. datelines.Select(key => Line(ComponentKind.Dateline, key)),
        ]);
    }

    /// <summary>An article stops showing what it showed, and being found as it was.</summary>
    public void Less(string shows, string terms, Audience audience)
    {
        Count(shows, audience, -1);
        Count(Filing.LabelsOf(Lines(terms)), audience, -1);
    }

    /// <summary>An article now shows this.</summary>
    public void More(string shows, Filing filing, Audience audience)
    {
        Count(shows, audience, +1);
        Count(filing.Labels.Keys, audience, +1);
        foreach (var (label, print) in filing.Labels)
            _labels[label] = (print, _labels[label].By);
    }

    /// <summary>Brings this component's filing up to date, though no count changes.</summary>
    public void Touch(ComponentKind kind, long key) => _components.TryAdd((kind, key), new int[3]);

    /// <summary>The same for a component whose own row changed.</summary>
    public void Change(ComponentKind kind, long key)
    {
        Touch(kind, key);
        _changed.Add((kind, key));
    }

    /// <summary>Writes the counts, and files each component where its audience and facts now put it.</summary>
    public async Task Write(IReadOnlyList<(ComponentKind Kind, long Key)> deleted, CancellationToken cancellation)
    {
        await WriteLabels(cancellation);
        foreach (var gone in deleted)
            Change(gone.Kind, gone.Key);

        foreach (var kind in Enum.GetValues<ComponentKind>())
        {
            var keys = _components.Keys.Where(component => component.Kind == kind).Select(component => component.Key).ToList();
            if (keys.Count > 0)
                await Write(kind, keys, cancellation);
        }
    }

    private async Task Write(ComponentKind kind, List<long> keys, CancellationToken cancellation)
    {
        var rows = await db.Showings.Where(row => row.Kind == kind && keys.Contains(row.Key)).ToDictionaryAsync(row => row.Key, cancellation);
        var filings = await FilingsOf(kind, keys, cancellation);
        foreach (var key in keys)
        {
            var row = rows.GetValueOrDefault(key);
            var from = row is null ? null : new Slot(row.Audience, List(kind), key, key, new(Lines(row.Terms), Filing.DatesOf(row.Dates)));
            var before = (row?.Audience, row?.Terms, row?.Dates);
            if (!filings.TryGetValue(key, out var found))
            {
                db.Refile(from, null);
                Search(from, null, null);
                OpenSees |= before.Audience == Audience.Public;
                if (row is not null)
                    db.Showings.Remove(row);
                continue;
            }

            if (row is null)
                db.Showings.Add(row = new Showing { Kind = kind, Key = key });
            for (var audience = Audience.Public; audience <= Audience.Staff; audience++)
                row.Count(audience, _components[(kind, key)][(int)audience]);
            row.Open();
            (row.Terms, row.Dates) = (found.Filing.TermsText, found.Filing.DatesText);
            var isOrWasOpen = before.Audience == Audience.Public || row.Audience == Audience.Public;
            OpenSees |= isOrWasOpen && (_changed.Contains((kind, key)) || before != (row.Audience, row.Terms, row.Dates));
            var to = new Slot(row.Audience, List(kind), key, key, found.Filing);
            db.Refile(from, to);
            Search(from, to, found.Words);
        }
    }

    private void Search(Slot? from, Slot? to, SearchText? words)
    {
        if (from is not null && SearchIndex.Lists.Contains(from.List))
            Searched.Add(new(from.List, from.Audience, from.Key, true, null, null));
        if (to is not null && words is not null)
            Searched.Add(new(to.List, to.Audience, to.Key, false, null, words));
    }

    private async Task<Dictionary<long, (Filing Filing, SearchText? Words)>> FilingsOf(ComponentKind kind, List<long> keys, CancellationToken cancellation)
    {
        switch (kind)
        {
            case ComponentKind.Image:
                var images = await db.Images.AsNoTracking().Where(image => keys.Contains(image.Key)).ToListAsync(cancellation);
                var captions = await db.Captions.AsNoTracking().Include(caption => caption.Dateline).Where(caption => keys.Contains(caption.ImageKey)).ToListAsync(cancellation);
                var byImage = captions.ToLookup(caption => caption.ImageKey);
                return images.ToDictionary(image => image.Key, image => (Filing.Of(image, [.. byImage[image.Key]]), (SearchText?)null));
            case ComponentKind.Caption:
                return await db.Captions.AsNoTracking().Include(caption => caption.Dateline).Where(caption => keys.Contains(caption.Key))
                    .ToDictionaryAsync(caption => caption.Key, caption => (Filing.Of(caption), (SearchText?)caption.Words()), cancellation);
            default:
                return await db.Datelines.AsNoTracking().Where(dateline => keys.Contains(dateline.Key))
                    .ToDictionaryAsync(dateline => dateline.Key, dateline => (Filing.Of(dateline), (SearchText?)dateline.Words()), cancellation);
        }
    }

    private async Task WriteLabels(CancellationToken cancellation)
    {
        foreach (var kind in _labels.Where(label => label.Value.By.Any(by => by != 0)).GroupBy(label => label.Key.Kind))
        {
            var keys = kind.Select(label => label.Key.Folded).ToList();
            var rows = await db.Labels.Where(row => row.Kind == kind.Key && keys.Contains(row.Folded)).ToDictionaryAsync(row => row.Folded, cancellation);
            foreach (var ((_, folded), (print, by)) in kind)
            {
                OpenSees |= by[(int)Audience.Public] != 0;
                if (!rows.TryGetValue(folded, out var row))
                    db.Labels.Add(row = new LabelCount { Kind = kind.Key, Folded = folded, Value = print?.Value ?? folded, Name = print?.Name ?? folded, Code = Filing.CodeOf(kind.Key, folded) });
                for (var audience = Audience.Public; audience <= Audience.Staff; audience++)
                    row.Count(audience, by[(int)audience]);
                if (row is { PublicArticles: 0, EmbargoArticles: 0, StaffArticles: 0 })
                    db.Labels.Remove(row);
            }
        }
    }

    private void Count(string shows, Audience audience, int by)
    {
        foreach (var line in Lines(shows))
        {
            var space = line.IndexOf(' ', StringComparison.Ordinal);
            var key = (Enum.Parse<ComponentKind>(line.AsSpan(0, space)), long.Parse(line.AsSpan(space + 1), CultureInfo.InvariantCulture));
            Touch(key.Item1, key.Item2);
            _components[key][(int)audience] += by;
        }
    }

    private void Count(IEnumerable<(LabelKind, string)> labels, Audience audience, int by)
    {
        foreach (var label in labels)
        {
            _labels.TryAdd(label, (null, new int[3]));
            _labels[label].By[(int)audience] += by;
        }
    }

    private static string Line(ComponentKind kind, long key) => string.Create(CultureInfo.InvariantCulture, $"{kind} {key}");

    private static string[] Lines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}

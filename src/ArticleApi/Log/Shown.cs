using System.Globalization;
using ArticleApi.Core.Articles;
using ArticleApi.Core.Search;
using ArticleApi.Storage;
using Microsoft.EntityFrameworkCore;

namespace ArticleApi.Log;

/// <summary>
/// What articles show, counted by audience: images, captions and datelines, which are open only while a public article
/// uses them, and sections, tags and bylines. Counts change by what one version shows more or less than the one before.
/// </summary>
internal sealed class Shown(ArticleDb db, TextIndexing indexing, IndexNames names, int generation)
{
    private readonly Dictionary<(ComponentKind Kind, long Key), int[]> _components = [];
    private readonly Dictionary<
        (Audience Audience, LabelKind Kind, string Folded),
        ((string Value, string Name)? Print, int By)
    > _labels = [];
    private readonly HashSet<(ComponentKind Kind, long Key)> _changed = [];

    // Those that what is counted less was of.
    private readonly HashSet<long> _articles = [];

    /// <summary>What the full-text index is to be told.</summary>
    public List<SearchEntry> Searched { get; } = [];

    /// <summary>Whether a caller without a key can notice what was written.</summary>
    public bool OpenSees { get; private set; }

    /// <summary>The lists' names of images, captions and datelines.</summary>
    public static string List(ComponentKind kind) => kind.ToString().ToLowerInvariant() + "/";

    /// <summary>What a version shows, one to a line, as kept on its head.</summary>
    public static string TextOf(Article article)
    {
        var datelines = article
            .Images.Select(use => use.Caption?.DatelineKey)
            .Append(article.DatelineKey)
            .OfType<long>()
            .Distinct();

        return string.Join(
            '\n',
            [
                .. article.Images.Select(use => Line(ComponentKind.Image, use.ImageKey)),
                .. article
                    .Images.Select(use => use.CaptionKey)
                    .OfType<long>()
                    .Distinct()
                    .Select(key => Line(ComponentKind.Caption, key)),
                .. datelines.Select(key => Line(ComponentKind.Dateline, key)),
            ]
        );
    }

    /// <summary>An article stops showing what it showed, and being found as it was.</summary>
    public void Less(Head head)
    {
        _articles.Add(head.ArticleKey);
        Count(head.Shows, head.Audience, -1);
        Count(Filing.LabelsOf(Lines(head.Terms)), head.Audience, -1);
    }

    /// <summary>An article now shows this.</summary>
    public void More(string shows, Filing filing, Audience audience)
    {
        Count(shows, audience, +1);
        Count(filing.Labels.Keys, audience, +1);
        foreach (var ((kind, folded), print) in filing.Labels)
            _labels[(audience, kind, folded)] = (print, _labels[(audience, kind, folded)].By);
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

        // What a picture is filed under hangs on who is shown its captions.
        var filings = new ComponentFilings(db, indexing);
        await Write(ComponentKind.Caption, filings.OfCaptions, cancellation);
        await Write(ComponentKind.Image, filings.OfImages, cancellation);
        await Write(ComponentKind.Dateline, filings.OfDatelines, cancellation);
    }

    private async Task Write(
        ComponentKind kind,
        Func<
            IReadOnlyDictionary<long, int[]>,
            CancellationToken,
            Task<IReadOnlyDictionary<long, ComponentFiling>>
        > file,
        CancellationToken cancellation
    )
    {
        var keys = _components
            .Keys.Where(component => component.Kind == kind)
            .Select(component => component.Key)
            .ToList();
        if (keys.Count == 0)
            return;

        var rows = (
            await db.Showings.Where(row => row.Kind == kind && keys.Contains(row.Key)).ToListAsync(cancellation)
        ).ToDictionary(row => (row.Key, row.Audience));
        var uses = keys.ToDictionary(
            key => key,
            key =>
                Array.ConvertAll(
                    Enum.GetValues<Audience>(),
                    audience =>
                        (rows.GetValueOrDefault((key, audience))?.Uses ?? 0) + _components[(kind, key)][(int)audience]
                )
        );
        var filings = await file(uses, cancellation);
        foreach (var key in keys)
        {
            var filing = filings.GetValueOrDefault(key);
            foreach (var audience in Enum.GetValues<Audience>())
            {
                var row = rows.GetValueOrDefault((key, audience));
                if (filing?.For.GetValueOrDefault(audience) is { } own)
                    File(
                        row
                            ?? db.Showings.Add(
                                new()
                                {
                                    Kind = kind,
                                    Key = key,
                                    Audience = audience,
                                }
                            ).Entity,
                        row is null,
                        own,
                        filing.Words,
                        uses[key][(int)audience]
                    );
                else if (row is not null)
                    Unfile(row);
            }
        }
    }

    private void File(Showing row, bool isNew, Filing filing, SearchText? words, int uses)
    {
        var (terms, dates) = (filing.TermsText, filing.DatesText);
        OpenSees |=
            row.Audience == Audience.Public
            && (isNew || _changed.Contains((row.Kind, row.Key)) || row.Terms != terms || row.Dates != dates);
        var from = isNew ? null : SlotOf(row);
        var to = new Slot(row.Audience, List(row.Kind), row.Key, row.Key, filing);
        db.Refile(names, from, to);
        if (words is not null)
            Searched.Add(new(to.List, row.Audience, row.Key, !isNew, null, words));
        (row.Uses, row.Terms, row.Dates, row.IndexGeneration) = (uses, terms, dates, generation);
    }

    private void Unfile(Showing row)
    {
        OpenSees |= row.Audience == Audience.Public;
        var from = SlotOf(row);
        db.Refile(names, from, null);
        if (SearchIndex.Lists.Contains(from.List))
            Searched.Add(new(from.List, row.Audience, row.Key, true, null, null));
        db.Showings.Remove(row);
    }

    private static Slot SlotOf(Showing row) =>
        new(row.Audience, List(row.Kind), row.Key, row.Key, new(Lines(row.Terms), Filing.DatesOf(row.Dates)));

    private async Task WriteLabels(CancellationToken cancellation)
    {
        foreach (var group in _labels.GroupBy(label => label.Key.Audience))
        {
            var audience = group.Key;
            var (kinds, keys) = (
                group.Select(label => label.Key.Kind).Distinct().ToList(),
                group.Select(label => label.Key.Folded).Distinct().ToList()
            );
            var rows = await db
                .Labels.Where(row => row.Audience == audience && kinds.Contains(row.Kind) && keys.Contains(row.Folded))
                .ToDictionaryAsync(row => (row.Kind, row.Folded), cancellation);
            foreach (var ((_, kind, folded), (print, by)) in group)
            {
                if (!rows.TryGetValue((kind, folded), out var row))
                {
                    if (by == 0)
                        continue;
                    db.Labels.Add(
                        row = new LabelCount
                        {
                            Audience = audience,
                            Kind = kind,
                            Folded = folded,
                            Value = print?.Value ?? folded,
                            Name = print?.Name ?? folded,
                            Code = names.Code(kind, folded),
                        }
                    );
                }

                row.Articles += by;
                if (row.Articles == 0)
                    db.Labels.Remove(row);
                else if ((print ?? (by < 0 ? await PrintOf(row, cancellation) : null)) is { } now)
                    (row.Value, row.Name) = now;
                OpenSees |= audience == Audience.Public && db.Entry(row).State != EntityState.Unchanged;
            }
        }
    }

    // How an article leaves a label worded goes with it: another that carries the label says how it is printed.
    private async Task<(string Value, string Name)?> PrintOf(LabelCount label, CancellationToken cancellation)
    {
        var name = names.Hash("", $"{Filing.FilterOf(label.Kind)}:{label.Folded}");
        var document = await db
            .Terms.Where(term => term.Audience == label.Audience && term.Name == name && !_articles.Contains(term.Key))
            .OrderByDescending(term => term.Position)
            .Take(1)
            .Join(db.Heads, term => term.Key, head => head.ArticleKey, (_, head) => head.Seq)
            .Join(db.Versions, seq => seq, version => version.Seq, (_, version) => version.Document)
            .FirstOrDefaultAsync(cancellation);

        return
            document is not null
            && Filing.Of(ArticleJson.Read(document)).Labels.TryGetValue((label.Kind, label.Folded), out var print)
            ? print
            : null;
    }

    private void Count(string shows, Audience audience, int by)
    {
        foreach (var line in Lines(shows))
        {
            var space = line.IndexOf(' ', StringComparison.Ordinal);
            var key = (
                Enum.Parse<ComponentKind>(line.AsSpan(0, space)),
                long.Parse(line.AsSpan(space + 1), CultureInfo.InvariantCulture)
            );
            Touch(key.Item1, key.Item2);
            _components[key][(int)audience] += by;
        }
    }

    private void Count(IEnumerable<(LabelKind, string)> labels, Audience audience, int by)
    {
        foreach (var (kind, folded) in labels)
        {
            var (print, count) = _labels.GetValueOrDefault((audience, kind, folded));
            _labels[(audience, kind, folded)] = (print, count + by);
        }
    }

    private static string Line(ComponentKind kind, long key) =>
        string.Create(CultureInfo.InvariantCulture, $"{kind} {key}");

    private static string[] Lines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}

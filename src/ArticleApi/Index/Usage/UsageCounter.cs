using System.Globalization;
using ArticleApi.Core.Articles;
using ArticleApi.Core.Search;
using ArticleApi.Index.FullText;
using ArticleApi.Storage;
using ArticleApi.Storage.Tables;
using Microsoft.EntityFrameworkCore;

namespace ArticleApi.Index.Usage;

/// <summary>
/// What articles show, counted by audience: images, captions and datelines, which are open only while a public article
/// uses them, and sections, tags and bylines. Counts change by what one version shows more or less than the one before.
/// </summary>
internal sealed class UsageCounter(ArticleDb db, IndexTokenizer indexing, IndexKeys names, int generation)
{
    private readonly Dictionary<(ComponentKind Kind, long Key), int[]> _components = [];
    private readonly Dictionary<
        (Audience Audience, FacetField Kind, string Folded),
        ((string Value, string Name)? Print, int By)
    > _labels = [];
    private readonly HashSet<(ComponentKind Kind, long Key)> _changed = [];

    // Those that what is counted less was of.
    private readonly HashSet<long> _articles = [];

    /// <summary>What the full-text index is to be told.</summary>
    public List<FullTextChange> FullTextChanges { get; } = [];

    /// <summary>Whether a caller without a key can notice what was written.</summary>
    public bool OpenSees { get; private set; }

    /// <summary>The lists' names of images, captions and datelines.</summary>
    public static string CollectionOf(ComponentKind kind) => kind.ToString().ToLowerInvariant() + "/";

    /// <summary>What a version shows, one to a line, as kept on its head.</summary>
    public static string SerializeReferences(Article article)
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
    public void Subtract(ArticleHead head)
    {
        _articles.Add(head.ArticleKey);
        Count(head.References, head.Audience, -1);
        Count(IndexDocument.FacetValuesOf(Lines(head.Terms)), head.Audience, -1);
    }

    /// <summary>An article now shows this.</summary>
    public void Add(string shows, IndexDocument filing, Audience audience)
    {
        Count(shows, audience, +1);
        Count(filing.FacetValues.Keys, audience, +1);
        foreach (var ((kind, folded), print) in filing.FacetValues)
            _labels[(audience, kind, folded)] = (print, _labels[(audience, kind, folded)].By);
    }

    /// <summary>Brings this component's filing up to date, though no count changes.</summary>
    public void MarkDirty(ComponentKind kind, long key) => _components.TryAdd((kind, key), new int[3]);

    /// <summary>The same for a component whose own row changed.</summary>
    public void MarkChanged(ComponentKind kind, long key)
    {
        MarkDirty(kind, key);
        _changed.Add((kind, key));
    }

    /// <summary>Writes the counts, and files each component where its audience and facts now put it.</summary>
    public async Task FlushAsync(IReadOnlyList<(ComponentKind Kind, long Key)> deleted, CancellationToken cancellation)
    {
        await WriteFacetValueCountsAsync(cancellation);
        foreach (var gone in deleted)
            MarkChanged(gone.Kind, gone.Key);

        // What a picture is filed under hangs on who is shown its captions.
        var filings = new ComponentIndexDocuments(db, indexing);
        await WriteAsync(ComponentKind.Caption, filings.ForCaptionsAsync, cancellation);
        await WriteAsync(ComponentKind.Image, filings.ForImagesAsync, cancellation);
        await WriteAsync(ComponentKind.Dateline, filings.ForDatelinesAsync, cancellation);
    }

    private async Task WriteAsync(
        ComponentKind kind,
        Func<
            IReadOnlyDictionary<long, int[]>,
            CancellationToken,
            Task<IReadOnlyDictionary<long, ComponentIndexDocument>>
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
            await db.ComponentUsages.Where(row => row.Kind == kind && keys.Contains(row.Key)).ToListAsync(cancellation)
        ).ToDictionary(row => (row.Key, row.Audience));
        var uses = keys.ToDictionary(
            key => key,
            key =>
                Array.ConvertAll(
                    Enum.GetValues<Audience>(),
                    audience =>
                        (rows.GetValueOrDefault((key, audience))?.ArticleCount ?? 0)
                        + _components[(kind, key)][(int)audience]
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
                    AddToIndex(
                        row
                            ?? db.ComponentUsages.Add(
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
                    RemoveFromIndex(row);
            }
        }
    }

    private void AddToIndex(ComponentUsage row, bool isNew, IndexDocument filing, TokenizedText? words, int uses)
    {
        var (terms, dates) = (filing.TermsText, filing.SortValuesText);
        OpenSees |=
            row.Audience == Audience.Public
            && (isNew || _changed.Contains((row.Kind, row.Key)) || row.Terms != terms || row.SortValues != dates);
        var from = isNew ? null : IndexEntryOf(row);
        var to = new IndexEntry(row.Audience, CollectionOf(row.Kind), row.Key, row.Key, filing);
        db.ApplyChange(names, from, to);
        if (words is not null)
            FullTextChanges.Add(new(to.List, row.Audience, row.Key, !isNew, null, words));
        (row.ArticleCount, row.Terms, row.SortValues, row.IndexGeneration) = (uses, terms, dates, generation);
    }

    private void RemoveFromIndex(ComponentUsage row)
    {
        OpenSees |= row.Audience == Audience.Public;
        var from = IndexEntryOf(row);
        db.ApplyChange(names, from, null);
        if (FullTextTables.Lists.Contains(from.List))
            FullTextChanges.Add(new(from.List, row.Audience, row.Key, true, null, null));
        db.ComponentUsages.Remove(row);
    }

    private static IndexEntry IndexEntryOf(ComponentUsage row) =>
        new(
            row.Audience,
            CollectionOf(row.Kind),
            row.Key,
            row.Key,
            new(Lines(row.Terms), IndexDocument.ParseSortValues(row.SortValues))
        );

    private async Task WriteFacetValueCountsAsync(CancellationToken cancellation)
    {
        foreach (var group in _labels.GroupBy(label => label.Key.Audience))
        {
            var audience = group.Key;
            var (kinds, keys) = (
                group.Select(label => label.Key.Kind).Distinct().ToList(),
                group.Select(label => label.Key.Folded).Distinct().ToList()
            );
            var rows = await db
                .FacetValueCounts.Where(row =>
                    row.Audience == audience && kinds.Contains(row.Field) && keys.Contains(row.NormalizedValue)
                )
                .ToDictionaryAsync(row => (row.Field, row.NormalizedValue), cancellation);
            foreach (var ((_, kind, folded), (print, by)) in group)
            {
                if (!rows.TryGetValue((kind, folded), out var row))
                {
                    if (by == 0)
                        continue;
                    db.FacetValueCounts.Add(
                        row = new FacetValueCount
                        {
                            Audience = audience,
                            Field = kind,
                            NormalizedValue = folded,
                            Value = print?.Value ?? folded,
                            Name = print?.Name ?? folded,
                            ValueId = names.FacetValueId(kind, folded),
                        }
                    );
                }

                row.ArticleCount += by;
                if (row.ArticleCount == 0)
                    db.FacetValueCounts.Remove(row);
                else if ((print ?? (by < 0 ? await FindPrintedNameAsync(row, cancellation) : null)) is { } now)
                    (row.Value, row.Name) = now;
                OpenSees |= audience == Audience.Public && db.Entry(row).State != EntityState.Unchanged;
            }
        }
    }

    // How an article leaves a label worded goes with it: another that carries the label says how it is printed.
    private async Task<(string Value, string Name)?> FindPrintedNameAsync(
        FacetValueCount label,
        CancellationToken cancellation
    )
    {
        var name = names.ListId("", $"{IndexDocument.FilterNameOf(label.Field)}:{label.NormalizedValue}");
        var document = await db
            .Postings.Where(term =>
                term.Audience == label.Audience && term.ListId == name && !_articles.Contains(term.Key)
            )
            .OrderByDescending(term => term.Position)
            .Take(1)
            .Join(db.Heads, term => term.Key, head => head.ArticleKey, (_, head) => head.Sequence)
            .Join(db.Versions, seq => seq, version => version.Sequence, (_, version) => version.Document)
            .FirstOrDefaultAsync(cancellation);

        return
            document is not null
            && IndexDocument
                .From(ArticleJson.Deserialize(document))
                .FacetValues.TryGetValue((label.Field, label.NormalizedValue), out var print)
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
            MarkDirty(key.Item1, key.Item2);
            _components[key][(int)audience] += by;
        }
    }

    private void Count(IEnumerable<(FacetField, string)> labels, Audience audience, int by)
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

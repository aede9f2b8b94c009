using ArticleApi.Core.Articles;
using ArticleApi.Index;
using ArticleApi.Index.Facets;
using ArticleApi.Log;
using ArticleApi.Search.Collectors;
using ArticleApi.Storage;
using ArticleApi.Storage.Tables;

namespace ArticleApi.Search;

internal delegate void MatchConsumer(scoped Match match);

/// <summary>
/// Of what an index found, that which the audiences may see, and what it has: asked of the heads, for counts of the
/// rows that are counted, and for images, captions and datelines of their usages. The one place that decides what is
/// shown.
/// </summary>
internal sealed class VisibleMatchReader(ISqlReader reads)
{
    private const string ByKey = "h.\"ArticleKey\"";
    private const string ByPosition = "h.\"PublicationKey\"";

    private readonly Dictionary<(MatchContent Content, bool IsKeyed), SqlStatement> _heads = (
        from content in new[] { MatchContent.Key, MatchContent.Summary, MatchContent.Document }
        from isKeyed in new[] { true, false }
        select (Key: (content, isKeyed), Statement: HeadsSql(reads, content, isKeyed ? ByKey : ByPosition))
    ).ToDictionary(pair => pair.Key, pair => pair.Statement);

    private readonly SqlStatement _positions = FacetSql.Positions(reads);
    private readonly SqlStatement _facetValues = FacetSql.At(reads);

    // Lookups in the primary key.
    private readonly SqlStatement _usages = new(
        $"""SELECT "Key" FROM {reads.JoinValues("component_usage", "\"Key\"", "\"Audience\"")} AND "Kind" = $3"""
    );

    /// <summary>Hands over the visible ones, in their order where they are given with keys.</summary>
    public Task ReadAsync(
        IndexQuery query,
        MatchContent content,
        IReadOnlyList<SortPosition> rows,
        MatchConsumer take,
        CancellationToken cancellation
    ) =>
        (query.Component, content) switch
        {
            ({ } kind, _) => ReadComponentsAsync(kind, query.Audiences, rows, take, cancellation),
            (null, MatchContent.None or MatchContent.FacetValues) => ReadCountedAsync(
                content == MatchContent.None ? _positions : _facetValues,
                query.Audiences,
                rows,
                take,
                cancellation
            ),
            _ => ReadHeadsAsync(query, content, rows, take, cancellation),
        };

    // Asked for by the position or, under another date, by the key.
    private async Task ReadHeadsAsync(
        IndexQuery query,
        MatchContent content,
        IReadOnlyList<SortPosition> rows,
        MatchConsumer take,
        CancellationToken cancellation
    )
    {
        var isKeyed = query.Sort.Date is not null;
        var visible = new Dictionary<long, (long Key, byte[]? Document)>(rows.Count);
        await using (
            var heads = await reads.QueryAsync(
                _heads[(content, isKeyed)],
                [rows.Select(NameOf).ToArray()],
                cancellation
            )
        )
        {
            while (await heads.ReadAsync(cancellation))
            {
                if (!ArticleReader.IsVisible(heads, 2, query.Audiences))
                    continue;

                var document = content switch
                {
                    MatchContent.Key => null,
                    MatchContent.Document => query.Visibility.Show(heads.GetJson(4, true)),
                    _ => heads.GetJson(4, false),
                };
                visible.Add(heads.GetInt64(0), (heads.GetInt64(1), document));
            }
        }

        foreach (var row in rows)
        {
            if (visible.TryGetValue(NameOf(row), out var head))
                take(new(row, head.Key) { Document = head.Document });
        }

        long NameOf(SortPosition row) => isKeyed ? row.Key : row.At;
    }

    // What the terms and the words find is asked again of the rows that are counted, which have their audience too.
    private async Task ReadCountedAsync(
        SqlStatement statement,
        IReadOnlyList<Audience> audiences,
        IReadOnlyList<SortPosition> rows,
        MatchConsumer take,
        CancellationToken cancellation
    )
    {
        await using var counted = await reads.QueryAsync(
            statement,
            [audiences.ToNumbers(), rows.Select(row => row.At).ToArray()],
            cancellation
        );
        while (await counted.ReadAsync(cancellation))
        {
            var row = new SortPosition(counted.GetInt64(0), -1);
            take(new(row, -1) { FacetValueIds = statement == _facetValues ? counted.GetSpan(1) : [] });
        }
    }

    private async Task ReadComponentsAsync(
        ComponentKind kind,
        IReadOnlyList<Audience> audiences,
        IReadOnlyList<SortPosition> rows,
        MatchConsumer take,
        CancellationToken cancellation
    )
    {
        var visible = new HashSet<long>(rows.Count);
        await using (
            var usages = await reads.QueryAsync(
                _usages,
                [rows.Select(KeyOf).ToArray(), audiences.ToNumbers(), (long)kind],
                cancellation
            )
        )
        {
            while (await usages.ReadAsync(cancellation))
                visible.Add(usages.GetInt64(0));
        }

        foreach (var row in rows)
        {
            if (visible.Contains(KeyOf(row)))
                take(new(row, KeyOf(row)));
        }

        // A search alone tells positions; captions and datelines stand at their keys.
        static long KeyOf(SortPosition row) => row.Key >= 0 ? row.Key : row.At;
    }

    // Lookups in the heads' primary key or in their index of positions.
    private static SqlStatement HeadsSql(ISqlReader reads, MatchContent content, string name)
    {
        var (column, versions, sameVersion) = content switch
        {
            MatchContent.Summary => (", h.\"Summary\"", "", ""),
            MatchContent.Document => (
                ", v.\"Document\"",
                " CROSS JOIN article_versions v",
                "AND v.\"Sequence\" = h.\"Sequence\""
            ),
            _ => ("", "", ""),
        };

        return new(
            $"""
            SELECT {name}, h."ArticleKey", h."State", h."Audience"{column}
            FROM {reads.JoinValues("article_heads h" + versions, name)} {sameVersion}
            """
        );
    }
}

using ArticleApi.Core.Articles;
using ArticleApi.Index;
using ArticleApi.Storage;
using ArticleApi.Storage.Tables;
using Microsoft.EntityFrameworkCore;

namespace ArticleApi.Log;

/// <summary>Reads what the log holds ready.</summary>
internal sealed class ArticleReader(
    ISqlReader reads,
    ArticleRenderer renderer,
    IndexKeys keys,
    IServiceScopeFactory scopes
)
{
    private const string Columns = """
        h."ArticleKey", h."ArticleId", h."State", h."Audience", h."Version", h."RendererVersion", h."UpdatedAt",
        h."Slug", h."Reason", h."ReplacedBy", h."ExpiredAt", h."Access"
        """;

    // What the caller may not see is not read, so that it takes no longer than what is not there. The audiences come as
    // a set of bits. What has expired is told of, and no more than that.
    private const string IsSeen = """((($2 >> h."Audience") & 1) = 1 OR h."ExpiredAt" IS NOT NULL)""";

    // Under a slug of before, only those who were shown the article under it, and the staff.
    private static readonly string IsKnownBy = $"""
        ((h."Slug" = s."Slug" AND (($2 >> h."Audience") & 1) = 1) OR (s."ShownTo" & $2) <> 0 OR (($2 >> {(int)
            Audience.Staff}) & 1) = 1)
        """;

    // Of what is gone, the tombstone tells who had it.
    private static readonly string IsInPackage = $"""(h."State" <> {(int)HeadState.Live} OR {PackageEntry("$3")})""";

    private static readonly Lookup HeadById = new(
        $"""SELECT {Columns} FROM article_heads h WHERE h."ArticleId" = $1 AND {IsSeen}"""
    );
    private static readonly Lookup HeadBySlug = new(
        $"""
        SELECT {Columns} FROM slugs s JOIN article_heads h ON h."ArticleId" = s."ArticleId"
        WHERE s."Slug" = $1 AND {IsSeen} AND {IsKnownBy}
        """
    );

    private static readonly Lookup WholeById = new(
        $"""
        SELECT {Columns}, v."Document" FROM article_heads h JOIN article_versions v ON v."Sequence" = h."Sequence"
        WHERE h."ArticleId" = $1 AND {IsSeen}
        """
    );

    private static readonly Lookup WholeBySlug = new(
        $"""
        SELECT {Columns}, v."Document" FROM slugs s JOIN article_heads h ON h."ArticleId" = s."ArticleId"
        JOIN article_versions v ON v."Sequence" = h."Sequence" WHERE s."Slug" = $1 AND {IsSeen} AND {IsKnownBy}
        """
    );

    private static readonly Lookup HeadByIdentity = new(
        $"""
        SELECT {Columns} FROM import_identities i JOIN article_heads h ON h."ArticleId" = i."ArticleId"
        WHERE i."Identity" = $1 AND {IsSeen}
        """
    );

    private static readonly Lookup Position = new(
        """
        SELECT h."PublicationKey" FROM article_heads h WHERE h."ArticleId" = $1 AND (($2 >> h."Audience") & 1) = 1
        """
    );

    private static readonly SqlStatement Tombstone = new(
        """
        SELECT v."PreviousLists" FROM article_heads h JOIN article_versions v ON v."Sequence" = h."Sequence"
        WHERE h."ArticleKey" = $1
        """
    );

    private readonly Lookup _summaries = new(
        $"""
        SELECT h."ArticleKey", h."State", h."Audience", h."Summary"
        FROM {reads.JoinValues("article_heads h", "h.\"ArticleKey\"")}
        """,
        PackageEntry("$2")
    );

    private readonly Lookup _documents = new(
        $"""
        SELECT h."ArticleKey", h."State", h."Audience", v."Document"
        FROM {reads.JoinValues("article_heads h CROSS JOIN article_versions v", "h.\"ArticleKey\"")}
        AND v."Sequence" = h."Sequence"
        """,
        PackageEntry("$2")
    );

    /// <summary>
    /// An article, as far as it is seen: the same statement runs for what is hidden and for what is not
    /// there.
    /// </summary>
    /// <param name="whole">False leaves the document out, where the head alone may be enough.</param>
    public ValueTask<StoredArticle?> FindByIdAsync(
        Guid id,
        Visibility visibility,
        bool whole,
        CancellationToken cancellation
    ) => FindOneAsync(whole ? WholeById : HeadById, id, visibility, whole, cancellation);

    /// <summary>
    /// By any slug the article ever had; a deleted article's slugs are still recognised, though they cannot be read.
    /// </summary>
    public async ValueTask<StoredArticle?> FindBySlugAsync(
        string slug,
        Visibility visibility,
        bool whole,
        CancellationToken cancellation
    )
    {
        var statement = whole ? WholeBySlug : HeadBySlug;

        return await FindOneAsync(statement, slug, visibility, whole, cancellation)
            ?? await FindOneAsync(statement, SlugHash.For(slug), visibility, whole, cancellation);
    }

    /// <summary>The head of the article that has claimed an <see cref="ImportIdentity"/>.</summary>
    public ValueTask<StoredArticle?> FindByIdentityAsync(
        Guid identity,
        Visibility visibility,
        CancellationToken cancellation
    ) => FindOneAsync(HeadByIdentity, identity, visibility, whole: false, cancellation);

    /// <summary>Where a live article stands in the order of publication, as far as it is seen.</summary>
    public async ValueTask<long?> FindPublicationKeyAsync(
        Guid id,
        Visibility visibility,
        CancellationToken cancellation
    )
    {
        await using var rows = await QueryAsync(Position, visibility, [id, ToBits(visibility.Audiences)], cancellation);

        return await rows.ReadAsync(cancellation) && !rows.IsNull(0) ? rows.GetInt64(0) : null;
    }

    /// <summary>
    /// The summaries or full documents of these articles, as far as they are seen, in the order of the keys.
    /// </summary>
    public async Task<IReadOnlyList<byte[]>> ReadDocumentsAsync(
        IReadOnlyList<long> articles,
        Visibility visibility,
        bool full,
        CancellationToken cancellation
    )
    {
        var found = await ReadByKeyAsync(articles, visibility, full, cancellation);
        var documents = new List<byte[]>(found.Count);
        foreach (var key in articles)
        {
            if (found.TryGetValue(key, out var document))
                documents.Add(document);
        }

        return documents;
    }

    /// <summary>The same, by key.</summary>
    public async Task<IReadOnlyDictionary<long, byte[]>> ReadByKeyAsync(
        IReadOnlyList<long> articles,
        Visibility visibility,
        bool full,
        CancellationToken cancellation
    )
    {
        var found = new Dictionary<long, byte[]>(articles.Count);
        if (articles.Count == 0)
            return found;

        var lookup = full ? _documents : _summaries;
        await using var rows = await QueryAsync(lookup, visibility, [articles.ToArray()], cancellation);
        while (await rows.ReadAsync(cancellation))
        {
            if (!IsVisible(rows, 1, visibility.Audiences))
                continue;

            var document = rows.GetJson(3, full);
            found.Add(rows.GetInt64(0), full ? visibility.Show(document) : document);
        }

        return found;
    }

    /// <summary>Whether readers of these audiences get what a head stands for.</summary>
    /// <param name="state">The column of its state, which that of its audience follows.</param>
    public static bool IsVisible(IRowReader rows, int state, IReadOnlyList<Audience> audiences) =>
        rows.GetInt64(state) == (long)HeadState.Live && audiences.Contains((Audience)rows.GetInt64(state + 1));

    /// <summary>
    /// What a withdrawn article's rows still say, for those who may restore it: it is not in the log any more.
    /// </summary>
    public async Task<StoredArticle> RenderWithdrawnAsync(StoredArticle withdrawn, CancellationToken cancellation)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ArticleDb>();
        var article = await db
            .Articles.AsNoTracking()
            .WithComponents()
            .FirstOrDefaultAsync(row => row.Key == withdrawn.Key, cancellation);
        if (article is null)
            return withdrawn;

        var createdAt = await db
            .Heads.Where(head => head.ArticleKey == withdrawn.Key)
            .Select(head => head.CreatedAt)
            .SingleAsync(cancellation);
        var document = renderer.Render(
            article,
            new(withdrawn.Version, Audience.Staff, createdAt, null, withdrawn.UpdatedAt, null)
        );
        return withdrawn with
        {
            Document = ArticleJson.SerializeFull(document),
            Slug = document.Slug,
            IsRestricted = document.IsRestricted,
        };
    }

    private async ValueTask<StoredArticle?> FindOneAsync(
        Lookup lookup,
        SqlArgument name,
        Visibility visibility,
        bool whole,
        CancellationToken cancellation
    )
    {
        StoredArticle found;
        await using (
            var rows = await QueryAsync(lookup, visibility, [name, ToBits(visibility.Audiences)], cancellation)
        )
        {
            if (!await rows.ReadAsync(cancellation))
                return null;

            found = whole ? ReadFull(rows) : ReadHead(rows);
        }

        if (
            visibility.Package is { } package
            && found.State != HeadState.Live
            && !await WasInPackageAsync(found.Key, package, cancellation)
        )
            return null;

        return visibility.Audiences.Contains(found.Audience)
            ? found.ShownTo(visibility)
            : found with
            {
                State = HeadState.Expired,
                Reason = ChangeCause.Expired,
                ReplacedBy = null,
                Document = null,
            };
    }

    private async Task<bool> WasInPackageAsync(long article, ArticlePackage package, CancellationToken cancellation)
    {
        await using var rows = await reads.QueryAsync(Tombstone, [article], cancellation);

        return await rows.ReadAsync(cancellation)
            && !rows.IsNull(0)
            && VersionFilter.Of(package).ToMatcher(keys).Matches(rows.GetSpan(0));
    }

    private ValueTask<IRowReader> QueryAsync(
        Lookup lookup,
        Visibility visibility,
        ReadOnlySpan<SqlArgument> arguments,
        CancellationToken cancellation
    ) =>
        visibility.Package is { } package
            ? reads.QueryAsync(
                lookup.InPackage,
                [.. arguments, keys.ListId(Collections.Articles, package.Term)],
                cancellation
            )
            : reads.QueryAsync(lookup.Whole, arguments, cancellation);

    private static string PackageEntry(string list) =>
        $"""
            EXISTS (SELECT 1 FROM postings p
            WHERE p."Audience" = h."Audience" AND p."ListId" = {list} AND p."Position" = h."PublicationKey")
            """;

    private static long ToBits(IReadOnlyList<Audience> audiences)
    {
        var bits = 0L;
        for (var i = 0; i < audiences.Count; i++)
            bits |= 1L << (int)audiences[i];

        return bits;
    }

    private static StoredArticle ReadFull(IRowReader rows) =>
        ReadHead(rows) with
        {
            Document = rows.IsNull(12) ? null : rows.GetDecompressed(12),
        };

    private static StoredArticle ReadHead(IRowReader rows) =>
        new(
            rows.GetInt64(0),
            rows.GetGuid(1),
            (HeadState)rows.GetInt64(2),
            (Audience)rows.GetInt64(3),
            (int)rows.GetInt64(4),
            (int)rows.GetInt64(5),
            rows.GetInstant(6),
            rows.GetStringOrNull(7),
            rows.GetStringOrNull(8),
            rows.IsNull(9) ? null : rows.GetGuid(9),
            rows.IsNull(10) ? null : rows.GetInstant(10),
            null
        )
        {
            IsRestricted = (Access)rows.GetInt64(11) != Access.Free,
        };

    /// <summary>A statement for those who get everything, and for those who get a package: its last argument.</summary>
    private sealed class Lookup(string sql, string isInPackage)
    {
        public Lookup(string sql)
            : this(sql, IsInPackage) { }

        public SqlStatement Whole { get; } = new(sql);

        public SqlStatement InPackage { get; } = new($"{sql} AND {isInPackage}");
    }
}

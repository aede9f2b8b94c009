using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ArticleApi.Core.Articles;
using ArticleApi.Storage;
using Microsoft.EntityFrameworkCore;

namespace ArticleApi.Log;

/// <summary>An article as the log delivers it.</summary>
/// <param name="Audience">Who may see it; once gone, who could.</param>
/// <param name="ExpiredAt">Since when readers have it no more, where they had it once.</param>
/// <param name="Document">The exact bytes; null once gone.</param>
internal sealed record Delivered(
    long Key,
    Guid Id,
    HeadState State,
    Audience Audience,
    int Version,
    int Renderer,
    DateTimeOffset UpdatedAt,
    string? Slug,
    string? Reason,
    Guid? ReplacedBy,
    DateTimeOffset? ExpiredAt,
    byte[]? Document
)
{
    /// <summary>The document's language, found without deserialising the rest.</summary>
    public string? Language
    {
        get
        {
            var reader = new Utf8JsonReader(Document);
            reader.Read();
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var found = reader.ValueTextEquals("language"u8);
                reader.Read();
                if (found)
                    return reader.GetString();
                reader.Skip();
            }

            return null;
        }
    }
}

/// <summary>Reads what the log holds ready.</summary>
internal sealed class Delivery(IReads reads, Renderer renderer, IServiceScopeFactory scopes)
{
    private const string Columns =
        """h."ArticleKey", h."ArticleId", h."State", h."Audience", h."Version", h."Renderer", h."UpdatedAt", h."Slug", h."Reason", h."ReplacedBy", h."ExpiredAt" """;

    // What the caller may not see is not read, so that it takes no longer than what is not there. The audiences come as
    // a set of bits. What has expired is told of, and no more than that.
    private const string IsSeen = """((($2 >> h."Audience") & 1) = 1 OR h."ExpiredAt" IS NOT NULL)""";

    // Under a slug of before, only those who were shown the article under it, and the staff.
    private static readonly string IsKnownBy = $"""
        ((h."Slug" = s."Slug" AND (($2 >> h."Audience") & 1) = 1) OR (s."ShownTo" & $2) <> 0 OR (($2 >> {(int)
            Audience.Staff}) & 1) = 1)
        """;

    private static readonly Statement HeadById = new(
        $"""SELECT {Columns} FROM heads h WHERE h."ArticleId" = $1 AND {IsSeen}"""
    );
    private static readonly Statement HeadBySlug = new(
        $"""SELECT {Columns} FROM slugs s JOIN heads h ON h."ArticleId" = s."ArticleId" WHERE s."Slug" = $1 AND {IsSeen} AND {IsKnownBy}"""
    );

    private static readonly Statement WholeById = new(
        $"""SELECT {Columns}, v."Document" FROM heads h JOIN versions v ON v."Seq" = h."Seq" WHERE h."ArticleId" = $1 AND {IsSeen}"""
    );

    private static readonly Statement WholeBySlug = new(
        $"""SELECT {Columns}, v."Document" FROM slugs s JOIN heads h ON h."ArticleId" = s."ArticleId" JOIN versions v ON v."Seq" = h."Seq" WHERE s."Slug" = $1 AND {IsSeen} AND {IsKnownBy}"""
    );

    private static readonly Statement Position = new(
        """SELECT "Timeline", "Audience" FROM heads WHERE "ArticleId" = $1"""
    );

    private readonly Statement _summaries = new(
        $"""SELECT h."ArticleKey", h."State", h."Audience", h."Summary" FROM {reads.Among("heads h", "h.\"ArticleKey\"")}"""
    );

    private readonly Statement _documents = new(
        $"""SELECT h."ArticleKey", h."State", h."Audience", v."Document" FROM {reads.Among("heads h CROSS JOIN versions v", "h.\"ArticleKey\"")} AND v."Seq" = h."Seq" """
    );

    /// <summary>
    /// An article, as far as the audiences see it: the same statement runs for what is hidden and for what is not
    /// there.
    /// </summary>
    /// <param name="whole">False leaves the document out, where the head alone may be enough.</param>
    public ValueTask<Delivered?> ById(
        Guid id,
        IReadOnlyList<Audience> audiences,
        bool whole,
        CancellationToken cancellation
    ) => One(whole ? WholeById : HeadById, id, audiences, whole, cancellation);

    /// <summary>
    /// By any slug the article ever had; a deleted article's slugs are still recognised, though they cannot be read.
    /// </summary>
    public async ValueTask<Delivered?> BySlug(
        string slug,
        IReadOnlyList<Audience> audiences,
        bool whole,
        CancellationToken cancellation
    )
    {
        var statement = whole ? WholeBySlug : HeadBySlug;

        return await One(statement, slug, audiences, whole, cancellation)
            ?? await One(statement, ErasedSlug(slug), audiences, whole, cancellation);
    }

    /// <summary>Where a live article stands in the order of publication, as far as the audiences see it.</summary>
    public async ValueTask<long?> PositionOf(Guid id, IReadOnlyList<Audience> audiences, CancellationToken cancellation)
    {
        await using var rows = await reads.Query(Position, [id], cancellation);

        return await rows.Read(cancellation) && !rows.IsNull(0) && audiences.Contains((Audience)rows.Long(1))
            ? rows.Long(0)
            : null;
    }

    /// <summary>
    /// The summaries or full documents of these articles, as far as the audiences see them, in the order of the keys.
    /// </summary>
    public async Task<IReadOnlyList<byte[]>> Documents(
        IReadOnlyList<long> keys,
        IReadOnlyList<Audience> audiences,
        bool full,
        CancellationToken cancellation
    )
    {
        var found = await ByKey(keys, audiences, full, cancellation);
        var documents = new List<byte[]>(found.Count);
        foreach (var key in keys)
        {
            if (found.TryGetValue(key, out var document))
                documents.Add(document);
        }

        return documents;
    }

    /// <summary>The same, by key.</summary>
    public async Task<IReadOnlyDictionary<long, byte[]>> ByKey(
        IReadOnlyList<long> keys,
        IReadOnlyList<Audience> audiences,
        bool full,
        CancellationToken cancellation
    )
    {
        var found = new Dictionary<long, byte[]>(keys.Count);
        if (keys.Count == 0)
            return found;

        await using var rows = await reads.Query(full ? _documents : _summaries, [keys.ToArray()], cancellation);
        while (await rows.Read(cancellation))
        {
            if (IsShown(rows, 1, audiences))
                found.Add(rows.Long(0), rows.Bytes(3));
        }

        return found;
    }

    /// <summary>Whether readers of these audiences get what a head stands for.</summary>
    /// <param name="state">The column of its state, which that of its audience follows.</param>
    public static bool IsShown(IRows rows, int state, IReadOnlyList<Audience> audiences) =>
        rows.Long(state) == (long)HeadState.Live && audiences.Contains((Audience)rows.Long(state + 1));

    /// <summary>
    /// What a withdrawn article's rows still say, for those who may restore it: it is not in the log any more.
    /// </summary>
    public async Task<Delivered> FromRows(Delivered withdrawn, CancellationToken cancellation)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ArticleDb>();
        var article = await db
            .Articles.Where(row => row.Key == withdrawn.Key)
            .Whole()
            .FirstOrDefaultAsync(cancellation);
        if (article is null)
            return withdrawn;

        var document = renderer.Document(
            article,
            new(withdrawn.Version, Audience.Staff, null, withdrawn.UpdatedAt, null)
        );
        return withdrawn with { Document = ArticleJson.Full(document), Slug = document.Slug };
    }

    /// <summary>A slug that can be recognised but not read.</summary>
    public static string ErasedSlug(string slug) =>
        "~" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(slug)));

    private async ValueTask<Delivered?> One(
        Statement statement,
        Argument name,
        IReadOnlyList<Audience> audiences,
        bool whole,
        CancellationToken cancellation
    )
    {
        await using var rows = await reads.Query(statement, [name, BitsOf(audiences)], cancellation);
        if (!await rows.Read(cancellation))
            return null;

        var found = whole ? Whole(rows) : HeadAlone(rows);
        return audiences.Contains(found.Audience)
            ? found
            : found with
            {
                State = HeadState.Expired,
                Reason = Cause.Expired,
                ReplacedBy = null,
                Document = null,
            };
    }

    private static long BitsOf(IReadOnlyList<Audience> audiences)
    {
        var bits = 0L;
        for (var i = 0; i < audiences.Count; i++)
            bits |= 1L << (int)audiences[i];

        return bits;
    }

    private static Delivered Whole(IRows rows) =>
        HeadAlone(rows) with
        {
            Document = rows.IsNull(11) ? null : rows.Bytes(11),
        };

    private static Delivered HeadAlone(IRows rows) =>
        new(
            rows.Long(0),
            rows.Id(1),
            (HeadState)rows.Long(2),
            (Audience)rows.Long(3),
            (int)rows.Long(4),
            (int)rows.Long(5),
            rows.Instant(6),
            rows.TextOrNull(7),
            rows.TextOrNull(8),
            rows.IsNull(9) ? null : rows.Id(9),
            rows.IsNull(10) ? null : rows.Instant(10),
            null
        );
}

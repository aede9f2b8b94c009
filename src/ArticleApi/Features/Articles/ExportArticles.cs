using System.Text.Json;
using ArticleApi.Core.Articles;
using ArticleApi.Http;
using ArticleApi.Log;
using ArticleApi.Storage;

namespace ArticleApi.Features.Articles;

/// <summary>All articles under any filters, oldest publication first, one JSON document to a line.</summary>
internal static class ExportArticles
{
    public static readonly Parameter After = new(
        "after",
        "Goes on after this article, the last one you have; its id.",
        Kind: ParameterKind.Id
    );

    public static readonly ListShape Shape = ArticleLists.Shape with
    {
        Name = "export",
        Own = [After],
        IsCollapsed = false,
    };

    public static readonly IReadOnlyList<Parameter> Parameters =
    [
        .. Shape.Searching,
        ListShape.Exclude,
        .. Shape.Conditions,
        After,
    ];

    public static async Task<IResult> Handle(
        HttpContext context,
        Caller caller,
        Exporting exporting,
        CancellationToken cancellation
    )
    {
        var export = await exporting.PrepareAsync(context.Request.Query, caller, cancellation);
        var (request, response) = (context.Request, context.Response);
        using var place = HttpMethods.IsHead(request.Method) ? null : await exporting.Limiter.EnterAsync(cancellation);
        var coding = Codings.Chosen(request);
        response.ContentType = JsonBody.Lines;
        response.Headers.CacheControl = "private, no-store";
        response.Headers.Vary = "Accept-Encoding, Authorization, X-Api-Key";
        // It may outlast the time in which a stopping service can still tell its clients so.
        response.EndConnection();
        if (coding is not null)
            response.Headers.ContentEncoding = coding;
        if (place is null)
            return Results.Empty;

        await using var coded = Codings.Stream(coding, response.Body);
        var body = coded ?? response.Body;
        if (await export.WriteAsync(body, exporting.Stopping.IsDue, cancellation) is { IsWhole: false } written)
            await body.WriteAsync(new Interruption(true, written.Last).Line(), cancellation);
        return Results.Empty;
    }

    /// <summary>The last line of an export that the service's end cut short.</summary>
    /// <param name="After">Where to go on; null where nothing was sent yet.</param>
    private sealed record Interruption(bool Interrupted, string? After)
    {
        public byte[] Line() => [.. JsonSerializer.SerializeToUtf8Bytes(this, ArticleJson.Options), (byte)'\n'];
    }
}

/// <summary>What exports are made with, and how many run at once.</summary>
internal sealed class Exporting(
    Asking asking,
    Pages pages,
    Delivery delivery,
    Searches searches,
    CursorSeal seal,
    Stopping stopping,
    IConfiguration configuration,
    TimeProvider clock
)
{
    public const string AtOnce = "Exports:AtOnce";

    public Stopping Stopping => stopping;

    public WorkLimiter Limiter { get; } =
        new(
            "Too many exports run at once.",
            configuration.WholeNumber(AtOnce, Math.Max(4, Environment.ProcessorCount), 1, 1_000),
            0,
            TimeSpan.Zero,
            clock
        );

    /// <summary>Checks all that is asked before there is anything to write to.</summary>
    /// <exception cref="ProblemException">Naming every parameter that is wrong.</exception>
    public async Task<Export> PrepareAsync(IQueryCollection sent, Caller caller, CancellationToken cancellation)
    {
        var query = ListQuery.Of(sent, ExportArticles.Shape, seal);
        // A date's order would have to be kept for as long as the reader takes: an export is in the order of
        // publication alone.
        var question = await asking.Of(query, caller, cancellation) with
        {
            Order = new(null, false),
        };
        var last = query.Own[ExportArticles.After.Name];

        var documents = pages.Documents(question, await Start(last, caller, cancellation));
        return new(
            question.IsPlain
                ? documents.ReadAsync
                : (take, token) => searches.RunAsync(inner => documents.ReadAsync(take, inner), token),
            last
        );
    }

    private async ValueTask<Mark?> Start(string? id, Caller caller, CancellationToken cancellation)
    {
        if (id is null)
            return null;

        return await delivery.PositionOf(Guid.Parse(id), caller.Audiences, cancellation) is { } position
            ? new Mark(position, 0)
            : throw new ProblemException(
                Problem.Invalid(
                    FieldError.Query(
                        ExportArticles.After.Name,
                        id,
                        "does-not-exist",
                        "the id of an article that is still here; without it, begin anew"
                    )
                )
            );
    }
}

/// <summary>How far an export came.</summary>
/// <param name="Last">The last article written, or that it went on after; its id.</param>
internal sealed record Exported(bool IsWhole, string? Last);

/// <summary>An export that is ready to be written.</summary>
/// <param name="read">Hands over the next documents until there is no room, and tells whether more may follow.</param>
/// <param name="after">The article that it goes on after; its id.</param>
internal sealed class Export(Func<DocumentTaker, CancellationToken, Task<bool>> read, string? after)
{
    /// <summary>Writes the lines, a buffer at a time: one is filled while the one before is sent.</summary>
    /// <param name="stop">Ends it early, after a whole line.</param>
    public async Task<Exported> WriteAsync(Stream to, CancellationToken stop, CancellationToken cancellation)
    {
        using var one = new LineBuffer();
        using var other = new LineBuffer();
        var (filling, last) = (one, after);
        var sending = Task.CompletedTask;
        while (true)
        {
            bool hasMore;
            try
            {
                hasMore = await read(filling.TryAdd, cancellation);
            }
            finally
            {
                // What is being sent is in memory that is given back.
                await sending.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }

            await sending;
            last = filling.IsEmpty ? last : IdOf(filling.Last);
            sending = Send(to, filling.Lines, cancellation);
            if (!hasMore || stop.IsCancellationRequested)
            {
                await sending;
                return new(!hasMore, last);
            }

            filling = filling == one ? other : one;
            filling.Clear();
        }
    }

    // A coding holds back what it may yet say shorter.
    private static async Task Send(Stream to, ReadOnlyMemory<byte> lines, CancellationToken cancellation)
    {
        await to.WriteAsync(lines, cancellation);
        await to.FlushAsync(cancellation);
    }

    private static string IdOf(ReadOnlySpan<byte> document)
    {
        var reader = new Utf8JsonReader(document);
        reader.Read();
        while (reader.Read() && !reader.ValueTextEquals("id"u8))
        {
            reader.Read();
            reader.Skip();
        }

        reader.Read();
        return reader.GetString()!;
    }
}

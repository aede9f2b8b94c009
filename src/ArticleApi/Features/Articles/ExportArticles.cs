using System.IO.Pipelines;
using System.Text.Json;
using ArticleApi.Core.Articles;
using ArticleApi.Http;
using ArticleApi.Log;

namespace ArticleApi.Features.Articles;

/// <summary>All articles under any filters, oldest publication first, one JSON document to a line.</summary>
internal static class ExportArticles
{
    private const int Chunk = 250;

    public static readonly Parameter After = new("after", "Goes on after this article, the last one you have; its id.", Kind: ParameterKind.Id);

    public static readonly ListShape Shape = ArticleLists.Shape with { Name = "export", Own = [After], IsCollapsed = false };

    public static readonly IReadOnlyList<Parameter> Parameters = [.. Shape.Searching, ListShape.Exclude, .. Shape.Conditions, After];

    public static async Task<IResult> Handle(HttpContext context, Caller caller, Asking asking, Pages pages, Delivery delivery, Stopping stopping, CancellationToken cancellation)
    {
        var write = await Prepare(context.Request.Query, caller, asking, pages, delivery, cancellation);
        context.Response.ContentType = JsonBody.Lines;
        context.Response.Headers.CacheControl = "private, no-store";
        if (HttpMethods.IsHead(context.Request.Method))
            return Results.Empty;

        if (await write(context.Response.BodyWriter, stopping.IsDue) is { IsWhole: false } written)
            await context.Response.BodyWriter.WriteAsync(new Interruption(true, written.Last).Line(), cancellation);
        return Results.Empty;
    }

    /// <summary>Checks all that is asked before there is anything to write to.</summary>
    /// <exception cref="ProblemException">Naming every parameter that is wrong.</exception>
    /// <returns>Writes the lines, and ends early after a whole one when it is told to.</returns>
    public static async Task<Func<PipeWriter, CancellationToken, Task<Exported>>> Prepare(IQueryCollection sent, Caller caller, Asking asking, Pages pages, Delivery delivery, CancellationToken cancellation)
    {
        var query = ListQuery.Of(sent, Shape);
        // A date's order would have to be kept for as long as the reader takes: an export is in the order of publication alone.
        var question = await asking.Of(query, caller, cancellation) with { Order = new(null, false) };
        var after = await Start(query, caller, delivery, cancellation);

        return (writer, stop) => Write(writer, question, after, query.Own[After.Name], pages, stop, cancellation);
    }

    private static async ValueTask<Mark?> Start(ListQuery query, Caller caller, Delivery delivery, CancellationToken cancellation)
    {
        if (query.Own[After.Name] is not { } id)
            return null;

        return await delivery.PositionOf(Guid.Parse(id), caller.Audiences, cancellation) is { } position
            ? new Mark(position, 0)
            : throw new ProblemException(Problem.Invalid(FieldError.Query(After.Name, id, "does-not-exist", "the id of an article that is still here; without it, begin anew")));
    }

    // Chunk by chunk, so that a slow reader holds no snapshot of the database; one is read while the one before is sent.
    private static async Task<Exported> Write(PipeWriter writer, Question question, Mark? after, string? last, Pages pages, CancellationToken stop, CancellationToken cancellation)
    {
        var (found, documents) = await pages.Matching(question, after, Chunk, true, cancellation);
        while (true)
        {
            foreach (var document in documents)
            {
                var line = writer.GetSpan(document.Length + 1);
                document.CopyTo(line);
                line[document.Length] = (byte)'\n';
                writer.Advance(document.Length + 1);
            }

            var sending = writer.FlushAsync(cancellation).AsTask();
            last = documents.Count > 0 ? IdOf(documents[^1]) : last;
            if (found.Next is null || stop.IsCancellationRequested)
            {
                await sending;
                return new(found.Next is null, last);
            }

            var next = await pages.Matching(question, found.Next, Chunk, true, cancellation);
            if ((await sending).IsCompleted)
                return new(true, last);
            (found, documents) = next;
        }
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

    /// <summary>How far an export came.</summary>
    /// <param name="Last">The last article written, or that it went on after; its id.</param>
    public sealed record Exported(bool IsWhole, string? Last);

    /// <summary>The last line of an export that the service's end cut short.</summary>
    /// <param name="After">Where to go on; null where nothing was sent yet.</param>
    private sealed record Interruption(bool Interrupted, string? After)
    {
        public byte[] Line() => [.. JsonSerializer.SerializeToUtf8Bytes(this, ArticleJson.Options), (byte)'\n'];
    }
}

using System.Text.Json;
using ArticleApi.Http;
using ArticleApi.Search;

namespace ArticleApi.Features.Articles;

/// <summary>An export that is ready to be written.</summary>
/// <param name="read">Hands over the next documents until there is no room, and tells whether more may follow.</param>
/// <param name="after">The article that it goes on after; its id.</param>
internal sealed class PreparedExport(Func<DocumentConsumer, CancellationToken, Task<bool>> read, string? after)
{
    /// <summary>Where to follow the changes from, once all lines are there.</summary>
    public required string ChangeCursor { get; init; }

    /// <summary>Writes the lines, a buffer at a time: one is filled while the one before is sent.</summary>
    /// <param name="stop">Ends it early, after a whole line.</param>
    public async Task<ExportResult> WriteAsync(Stream to, CancellationToken stop, CancellationToken cancellation)
    {
        using var one = new NdjsonBuffer();
        using var other = new NdjsonBuffer();
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
            last = filling.IsEmpty ? last : ReadId(filling.LastDocument);
            sending = SendAsync(to, filling.WrittenMemory, cancellation);
            if (!hasMore || stop.IsCancellationRequested)
            {
                await sending;
                return new(!hasMore, last);
            }

            filling = filling == one ? other : one;
            filling.Clear();
        }
    }

    // A coding holds back what it may yet say shorter, and is left broken where it has nothing to say.
    private static async Task SendAsync(Stream to, ReadOnlyMemory<byte> lines, CancellationToken cancellation)
    {
        if (lines.IsEmpty)
            return;

        await to.WriteAsync(lines, cancellation);
        await to.FlushAsync(cancellation);
    }

    private static string ReadId(ReadOnlySpan<byte> document)
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

using System.Buffers;
using System.Text;
using System.Text.Json;
using ArticleApi.Core.Articles;
using ArticleApi.Log;
using ArticleApi.Storage;

namespace ArticleApi.Features.Changes;

/// <summary>Writes entries of the feed: as a page, and as the events of a stream.</summary>
internal sealed class ChangeWriter(CursorSeal seal)
{
    private const int UsualSize = 512;
    private const int MaxInstantLength = 40;

    private static readonly JsonWriterOptions Options = new()
    {
        Encoder = ArticleJson.Options.Encoder,
        SkipValidation = true,
    };

    public string TokenOf(ChangeFeedCursor cursor) => cursor.ToToken(seal);

    public ReadOnlyMemory<byte> WritePage(IReadOnlyList<ChangeFeedEntry> entries, ChangePage page)
    {
        var buffer = new ArrayBufferWriter<byte>(SizeOf(entries));
        using var writer = new Utf8JsonWriter(buffer, Options);
        writer.WriteStartObject();
        writer.WriteStartArray("data"u8);
        using var sealer = entries.Count > 0 ? SealerOf(entries) : null;
        foreach (var entry in entries)
            WriteEntry(writer, entry, entry.Cursor.ToToken(sealer!));
        WriteEnd(writer, page);
        return buffer.WrittenMemory;
    }

    /// <summary>A page of entries that were written before.</summary>
    public static ReadOnlyMemory<byte> WritePage(ChangeBatch batch, ChangePage page)
    {
        var buffer = new ArrayBufferWriter<byte>(batch.Size + UsualSize);
        using var writer = new Utf8JsonWriter(buffer, Options);
        writer.WriteStartObject();
        writer.WriteStartArray("data"u8);
        for (var i = 0; i < Math.Min(batch.Count, page.Limit); i++)
            writer.WriteRawValue(batch.JsonOf(i), skipInputValidation: true);
        WriteEnd(writer, page);
        return buffer.WrittenMemory;
    }

    public ChangeBatch WriteBatch(IReadOnlyList<ChangeFeedEntry> entries, ChangeFeedCursor readTo)
    {
        var buffer = new ArrayBufferWriter<byte>(SizeOf(entries));
        using var writer = new Utf8JsonWriter(buffer, Options);
        var written = new WrittenChange[entries.Count];
        using var sealer = entries.Count > 0 ? SealerOf(entries) : null;
        foreach (var (i, entry) in entries.Index())
        {
            var (start, token) = (buffer.WrittenCount, entry.Cursor.ToToken(sealer!));
            buffer.Write("event: change\nid: "u8);
            Encoding.ASCII.GetBytes(token.AsSpan(), buffer);
            buffer.Write("\ndata: "u8);
            var json = buffer.WrittenCount;
            WriteEntry(writer, entry, token);
            writer.Flush();
            written[i] = new(entry.Cursor, start, json, buffer.WrittenCount - json);
            buffer.Write("\n\n"u8);
            writer.Reset();
        }

        return new(buffer.WrittenMemory, written, readTo);
    }

    // About what they will take, so that the buffer is neither made again and again nor kept half empty.
    private static int SizeOf(IReadOnlyList<ChangeFeedEntry> entries) =>
        (entries.Count + 1) * UsualSize + entries.Sum(entry => entry.Document?.Length ?? 0);

    // All entries of one reading are of one history.
    private CursorSealer SealerOf(IReadOnlyList<ChangeFeedEntry> entries) =>
        ChangeFeedCursor.CreateSealer(entries[0].Cursor.Epoch, seal);

    private static void WriteEntry(Utf8JsonWriter writer, ChangeFeedEntry entry, string token)
    {
        writer.WriteStartObject();
        writer.WriteString("cursor"u8, token);
        writer.WriteString("op"u8, entry.Put ? "put"u8 : "remove"u8);
        writer.WriteString("cause"u8, entry.Cause);
        writer.WriteString("id"u8, entry.Id);
        writer.WriteString("slug"u8, entry.Slug);
        writer.WriteNumber("version"u8, entry.Version);
        Span<byte> at = stackalloc byte[MaxInstantLength];
        writer.WriteString("at"u8, at[..InstantJsonConverter.Format(entry.At, at)]);
        writer.WriteString("reason"u8, entry.Reason);
        writer.WritePropertyName("document"u8);
        writer.WriteRawValue(entry.Document ?? "null"u8, skipInputValidation: true);
        writer.WriteEndObject();
    }

    private static void WriteEnd(Utf8JsonWriter writer, ChangePage page)
    {
        writer.WriteEndArray();
        writer.WriteStartObject("page"u8);
        writer.WriteNumber("limit"u8, page.Limit);
        writer.WriteString("next"u8, page.Next);
        writer.WriteBoolean("hasMore"u8, page.HasMore);
        writer.WriteEndObject();
        writer.WriteEndObject();
        writer.Flush();
    }
}

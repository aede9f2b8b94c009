using System.Text.Json;
using ArticleApi.Core.Articles;
using ArticleApi.Http;

namespace ArticleApi.Features.Articles;

/// <summary>How a document is shown: the members asked for, and the body's form. The stored bytes are cut and copied, not rebuilt.</summary>
internal sealed record Representation(Projection? Fields, string Body)
{
    private static readonly HashSet<string> OnlyFull = ["body", "images", "attributions"];

    /// <summary>The ETag's suffix; null for the document as it is.</summary>
    public string? Tag => (Fields?.Tag + (Body == "blocks" ? "" : Body)) is { Length: > 0 } tag ? tag : null;

    /// <summary>Whether a member is asked for that summaries leave out.</summary>
    public bool NeedsFull => Fields is not null && Fields.Names.Any(OnlyFull.Contains);

    public ReadOnlyMemory<byte> Of(byte[] document)
    {
        if (Tag is null)
            return document;

        var buffer = new System.Buffers.ArrayBufferWriter<byte>(document.Length);
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = ArticleJson.Options.Encoder, SkipValidation = true }))
        {
            if (Fields is not null)
                Fields.Cut(document, writer);
            else
                writer.WriteRawValue(document, skipInputValidation: true);
        }

        return Body == "blocks" ? buffer.WrittenMemory : WithBody(buffer.WrittenSpan);
    }

    // Blocks give way to one string; the other members stay as they are.
    private byte[] WithBody(ReadOnlySpan<byte> document)
    {
        using var result = new MemoryStream(document.Length);
        using (var writer = new Utf8JsonWriter(result, new JsonWriterOptions { Encoder = ArticleJson.Options.Encoder, SkipValidation = true }))
        {
            var reader = new Utf8JsonReader(document);
            reader.Read();
            writer.WriteStartObject();
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var name = reader.GetString()!;
                reader.Read();
                var start = (int)reader.TokenStartIndex;
                reader.Skip();
                var value = document[start..(int)reader.BytesConsumed];
                if (name != "body")
                {
                    writer.WritePropertyName(name);
                    writer.WriteRawValue(value, skipInputValidation: true);
                    continue;
                }

                var blocks = JsonSerializer.Deserialize<Core.ValueList<Block>>(value, ArticleJson.Options)!;
                writer.WriteString(Body == "html" ? "bodyHtml" : "bodyText", Body == "html" ? BodyHtml.Of(blocks) : BodyText.Of(blocks));
            }

            writer.WriteEndObject();
        }

        return result.ToArray();
    }
}

using System.Text.Json;
using ArticleApi.Core;
using ArticleApi.Core.Articles;
using ArticleApi.Http;
using ArticleApi.Http.Problems;
using ArticleApi.Lists;

namespace ArticleApi.Features.Articles;

/// <summary>
/// How a document is shown: the members asked for, and the body's form. The stored bytes are cut and copied, not
/// rebuilt.
/// </summary>
internal sealed record Representation(FieldSelection? Fields, string Body)
{
    private static readonly HashSet<string> FullOnlyMembers =
    [
        "body",
        "images",
        "attributions",
        "relatedLinks",
        "extensions",
    ];

    /// <exception cref="ProblemException">
    /// Where a part of the blocks is asked for, but one string in their place; or the body in two forms.
    /// </exception>
    public static Representation Parse(FieldSelection? fields, string? body)
    {
        // Whoever names bodyHtml wants it, and need not say so twice.
        var forms = fields?.Names.Where(FieldSelection.BodyForms.ContainsKey).ToList() ?? [];
        if (forms is [var member, ..] && FieldSelection.BodyForms[member] is var form)
            return forms.Count == 1 && (body is null or "blocks" || body == form) && !fields!.Names.Contains("body")
                ? new(fields.Replace(member, "body"), form)
                : throw Refuse("not-combined", "one form of the body: body, bodyHtml or bodyText");

        return fields is not null && body is "html" or "text" && fields!.SelectsInside("body")
            ? throw Refuse("unknown-field", $"body as a whole, where body={body} gives it as one string")
            : new(fields, body ?? "blocks");
    }

    private static ProblemException Refuse(string code, string allowed) =>
        new(Problem.InvalidRequest(FieldError.Query("fields", null, code, allowed)));

    /// <summary>The ETag's suffix; null for the document as it is.</summary>
    public string? Tag => (Fields?.ETagSuffix + (Body == "blocks" ? "" : Body)) is { Length: > 0 } tag ? tag : null;

    /// <summary>Whether a member is asked for that summaries leave out.</summary>
    public bool NeedsFull => Fields is not null && Fields.Names.Any(FullOnlyMembers.Contains);

    public ReadOnlyMemory<byte> Render(byte[] document)
    {
        if (Tag is null)
            return document;

        var cut = Fields is null ? document : ArticlePageWriter.SelectFields(document, Fields);

        return Body == "blocks" ? cut : WithBody(cut.Span, document);
    }

    // Blocks give way to one string; the other members stay as they are.
    private byte[] WithBody(ReadOnlySpan<byte> document, ReadOnlySpan<byte> whole)
    {
        using var result = new MemoryStream(document.Length);
        using (
            var writer = new Utf8JsonWriter(
                result,
                new JsonWriterOptions { Encoder = ArticleJson.Options.Encoder, SkipValidation = true }
            )
        )
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

                var blocks = JsonSerializer.Deserialize<ValueList<Block>>(value, ArticleJson.Options)!;
                writer.WriteString(
                    Body == "html" ? "bodyHtml" : "bodyText",
                    Body == "html" ? BodyHtml.Render(blocks, ReadImages(blocks, whole)) : BodyText.Render(blocks)
                );
            }

            writer.WriteEndObject();
        }

        return result.ToArray();
    }

    // Most bodies place none.
    private static ValueList<ImageDocument> ReadImages(ValueList<Block> blocks, ReadOnlySpan<byte> document)
    {
        if (!blocks.Any(block => block is ImageBlock))
            return [];

        var reader = new Utf8JsonReader(document);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isFound = reader.ValueTextEquals("images"u8);
            reader.Read();
            if (isFound)
                return JsonSerializer.Deserialize<ValueList<ImageDocument>>(ref reader, ArticleJson.Options)!;
            reader.Skip();
        }

        return [];
    }
}

using System.Text.Json;
using System.Text.Json.Nodes;
using ArticleApi.Core.Articles;
using ArticleApi.Http.Problems;

namespace ArticleApi.Http.Bodies;

/// <summary>
/// A request's body as a JSON object: well-formed, of bounded size and depth, without doubled members, control
/// characters or broken surrogates.
/// </summary>
public record JsonBody(JsonObject Object)
{
    public const int MaxBytes = 4 * 1024 * 1024;

    // The client's own part of an article, in an article, in a line of a bulk.
    private const int MaxDepth = OpaqueJson.MaxDepth + 2;

    /// <summary>Members and items, all together: several times those of the largest article.</summary>
    private const int MaxValues = 100_000;

    public const string JsonMediaType = "application/json";
    public const string MergePatchMediaType = "application/merge-patch+json";

    /// <summary>Whether a member was sent, be it null; by name or JSON Pointer.</summary>
    public bool HasMember(string member)
    {
        JsonNode? node = Object;
        foreach (var step in member.TrimStart('/').Split('/'))
        {
            if (node is JsonObject json && json.TryGetPropertyValue(step, out var next))
                node = next;
            else if (node is JsonArray array && int.TryParse(step, out var index) && index < array.Count)
                node = array[index];
            else
                return false;
        }

        return true;
    }

    /// <exception cref="ProblemException">Where the body is of another media type, or not such an object.</exception>
    protected static async ValueTask<JsonObject> ReadAsync(HttpContext context)
    {
        RequestMediaType.Require(
            context.Request,
            HttpMethods.IsPatch(context.Request.Method) ? MergePatchMediaType : JsonMediaType
        );
        return Parse(await context.RequestServices.GetRequiredService<RequestBodyReader>().ReadJsonAsync(context));
    }

    private static ProblemException TooLarge() =>
        new(new(ProblemTypes.PayloadTooLarge, $"A body may have up to {MaxBytes:N0} bytes."));

    /// <summary>Parses a body; throws <see cref="ProblemException"/> naming the place.</summary>
    /// <param name="firstLine">The line that the bytes begin in, where they are a part of what was sent.</param>
    public static JsonObject Parse(byte[] bytes, int firstLine = 1)
    {
        if (bytes.Length > MaxBytes)
            throw TooLarge();

        // A parser may ignore the mark of UTF-8 that some editors write (RFC 8259 §8.1).
        if (bytes.AsSpan().StartsWith("\uFEFF"u8))
            bytes = bytes[3..];
        var reader = new Utf8JsonReader(bytes, new JsonReaderOptions { MaxDepth = MaxDepth });
        try
        {
            if (bytes.AsSpan().Trim(" \t\r\n"u8).IsEmpty)
                throw Malformed("The body is empty; send a JSON object.");
            reader.Read();
            if (reader.TokenType != JsonTokenType.StartObject)
                throw new ProblemException(
                    Problem.InvalidRequest(FieldError.Body("", null, "wrong-type", "a JSON object"))
                );

            var body = ReadObject(ref reader, new PointerTracker());
            if (reader.Read())
                throw Malformed("Something follows the JSON object.");
            return body;
        }
        catch (JsonException error)
        {
            throw Malformed(
                $"Line {error.LineNumber + firstLine}, byte {error.BytePositionInLine + 1}: "
                    + JsonMistake.Explain(bytes, error.LineNumber ?? 0, error.BytePositionInLine ?? 0)
            );
        }
    }

    private static ProblemException Malformed(string detail) => new(new(ProblemTypes.MalformedJson, detail));

    private static JsonObject ReadObject(ref Utf8JsonReader reader, PointerTracker place)
    {
        var result = new JsonObject();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var name = ReadString(ref reader, place);
            reader.Read();
            place.Enter(name);
            var value = ReadValue(ref reader, place);
            if (!result.TryAdd(name, value))
                throw place.CreateException(
                    JsonTypeChecker.FormatValue(value),
                    "duplicate-member",
                    "each member once: this is the second"
                );
            place.Leave();
        }

        return result;
    }

    private static JsonArray ReadArray(ref Utf8JsonReader reader, PointerTracker place)
    {
        var result = new JsonArray();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            place.Enter(result.Count);
            result.Add(ReadValue(ref reader, place));
            place.Leave();
        }

        return result;
    }

    private static JsonNode? ReadValue(ref Utf8JsonReader reader, PointerTracker place) =>
        reader.TokenType switch
        {
            JsonTokenType.StartObject => ReadObject(ref reader, place),
            JsonTokenType.StartArray => ReadArray(ref reader, place),
            JsonTokenType.String => JsonValue.Create(ReadString(ref reader, place)),
            JsonTokenType.Null => null,
            _ => JsonValue.Create(JsonElement.ParseValue(ref reader)),
        };

    private static string ReadString(ref Utf8JsonReader reader, PointerTracker place)
    {
        string text;
        try
        {
            text = reader.GetString()!;
        }
        catch (InvalidOperationException)
        {
            throw place.CreateException(RequestText.BrokenUnicode);
        }

        return RequestText.Normalize(text, out var fault) ?? throw place.CreateException(fault!);
    }

    /// <summary>
    /// Where reading is. It becomes a pointer only where something is wrong: made for each value, pointers could be as
    /// long as the body each.
    /// </summary>
    private sealed class PointerTracker
    {
        private readonly List<(string? Name, int Index)> _steps = [];
        private int _values;

        public void Enter(string name) => Enter((name, 0));

        public void Enter(int index) => Enter((null, index));

        public void Leave() => _steps.RemoveAt(_steps.Count - 1);

        public ProblemException CreateException(TextFault fault) =>
            CreateException(fault.Value, fault.Code, fault.Detail);

        public ProblemException CreateException(string? value, string code, string detail) =>
            new(Problem.InvalidRequest(FieldError.Body(FormatPointer(), value, code, detail)));

        private void Enter((string?, int) step)
        {
            if (++_values > MaxValues)
                throw CreateException(null, "too-many", $"up to {MaxValues:N0} values in a body");

            _steps.Add(step);
        }

        private string FormatPointer() =>
            _steps.Aggregate(
                "",
                (pointer, step) =>
                    step.Name is { } name ? JsonPointer.AppendMember(pointer, name) : $"{pointer}/{step.Index}"
            );
    }
}

using System.Globalization;
using System.Text.Json;

namespace ArticleApi.Core.Ingestion.Wire;

/// <summary>
/// ninjs 1 to 3, one item, a list of items, or either wrapped as news APIs answer; Superdesk's, AP's and the BBC's
/// dialects too.
/// </summary>
public static class NinjsReader
{
    public const string Format = "ninjs";

    private const int MaxDepth = 64;
    private const int MaxWrapping = 5;

    private static readonly string[] Wrappers = ["item", "items", "_items", "data", "newsItems", "newsitems"];

    // Any of these beside an id tells an item from other JSON.
    private static readonly HashSet<string> Marks =
    [
        "versioncreated",
        "versionCreated",
        "pubstatus",
        "pubStatus",
        "representationtype",
        "representationType",
        "headlines",
        "bodies",
        "body_text",
        "body_html",
        "body_xhtml",
        "description_text",
        "descriptions",
        "$standard",
        "eventDetails",
        "renditions",
    ];

    public static bool Recognises(ReadOnlySpan<byte> start)
    {
        start = start.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]) ? start[3..] : start;
        var json = new Utf8JsonReader(
            start,
            false,
            new JsonReaderState(
                new()
                {
                    AllowTrailingCommas = true,
                    CommentHandling = JsonCommentHandling.Skip,
                    MaxDepth = MaxDepth,
                }
            )
        );
        var (hasId, hasMark) = (false, false);
        try
        {
            while (!(hasId && hasMark) && json.Read())
            {
                if (json.TokenType != JsonTokenType.PropertyName || json.HasValueSequence || json.ValueIsEscaped)
                    continue;

                hasId |= json.ValueTextEquals("uri"u8) || json.ValueTextEquals("guid"u8);
                hasMark |=
                    json.ValueSpan.Length < 30 && Marks.Contains(System.Text.Encoding.Latin1.GetString(json.ValueSpan));
            }
        }
        catch (JsonException)
        {
            // As far as it is JSON.
        }

        return hasId && hasMark;
    }

    public static DocumentReading Read(string document, byte[] bytes)
    {
        var reading = new WireDocument(document);
        var source = SourceText.Decode(document, bytes);
        reading.Add(source.Complaints);
        if (source.Text is null)
            return reading.Reading(Format);

        try
        {
            using var json = JsonDocument.Parse(
                source.Text.TrimStart('\uFEFF'),
                new()
                {
                    AllowTrailingCommas = true,
                    CommentHandling = JsonCommentHandling.Skip,
                    MaxDepth = MaxDepth,
                }
            );
            var items = Items(json.RootElement, MaxWrapping).ToList();
            foreach (var item in items)
                Take(item, reading);
            if (items.Count == 0)
                reading.Complain(Severity.Error, null, "The document holds no ninjs item.");
        }
        catch (JsonException error)
        {
            reading.Complain(
                Severity.Error,
                (int?)error.LineNumber + 1,
                "The JSON is broken"
                    + (
                        error.BytePositionInLine is { } at
                            ? string.Create(CultureInfo.InvariantCulture, $" at byte {at:N0} of the line.")
                            : "."
                    )
            );
        }

        return reading.Reading(Format);
    }

    private static IEnumerable<JsonElement> Items(JsonElement json, int wrapping)
    {
        if (json.ValueKind == JsonValueKind.Array)
            return wrapping == 0 ? [] : json.EnumerateArray().SelectMany(item => Items(item, wrapping - 1));
        if (json.One("uri", "guid", "headline", "headlines", "versioncreated", "versionCreated") is not null)
            return [json];

        return wrapping == 0 || json.One(Wrappers) is not { } wrapped ? [] : Items(wrapped, wrapping - 1);
    }

    private static void Take(JsonElement json, WireDocument reading)
    {
        try
        {
            if (
                NinjsItem.Other(json) is { } other
                && WireStatuses.Of(NinjsItem.StatusesOf(json)) != WireStatus.Canceled
            )
                reading.Complain(
                    Severity.Error,
                    null,
                    $"'{json.Line("uri", "guid") ?? json.Line("headline") ?? "An item"}' is {other}; only texts become articles."
                );
            else
                reading.Take(NinjsItem.Of(json, reading));
        }
        catch (InvalidOperationException)
        {
            // The only thing that a parsed document still refuses to give.
            reading.Complain(Severity.Error, null, "An item holds half of a character, which no text can.");
        }
    }
}

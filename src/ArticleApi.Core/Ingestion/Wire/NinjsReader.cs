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
    private const int MaxWrappingDepth = 5;

    private static readonly string[] Wrappers = ["item", "items", "_items", "data", "newsItems", "newsitems"];

    // Any of these beside an id tells an item from other JSON.
    private static readonly HashSet<string> MarkerNames =
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
                    json.ValueSpan.Length < 30
                    && MarkerNames.Contains(System.Text.Encoding.Latin1.GetString(json.ValueSpan));
            }
        }
        catch (JsonException)
        {
            // As far as it is JSON.
        }

        return hasId && hasMark;
    }

    public static DocumentParseResult Read(string document, byte[] bytes)
    {
        var reading = new DocumentParseContext(document, isInOrderSent: true);
        var source = DecodedText.Decode(document, bytes);
        reading.AddDiagnostics(source.Diagnostics);
        if (source.Text is null)
            return reading.ToResult();

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
            var items = FindItems(json.RootElement, MaxWrappingDepth).ToList();
            foreach (var item in items)
                AddItem(item, reading);
            if (items.Count == 0)
                reading.AddError(null, "The document holds no ninjs item.");
        }
        catch (JsonException error)
        {
            reading.AddError(
                (int?)error.LineNumber + 1,
                "The JSON is broken"
                    + (
                        error.BytePositionInLine is { } at
                            ? string.Create(CultureInfo.InvariantCulture, $" at byte {at:N0} of the line.")
                            : "."
                    )
            );
        }

        return reading.ToResult();
    }

    private static IEnumerable<JsonElement> FindItems(JsonElement json, int wrapping)
    {
        if (json.ValueKind == JsonValueKind.Array)
            return wrapping == 0 ? [] : json.EnumerateArray().SelectMany(item => FindItems(item, wrapping - 1));
        if (json.FirstMember("uri", "guid", "headline", "headlines", "versioncreated", "versionCreated") is not null)
            return [json];

        return wrapping == 0 || json.FirstMember(Wrappers) is not { } wrapped ? [] : FindItems(wrapped, wrapping - 1);
    }

    private static void AddItem(JsonElement json, DocumentParseContext reading)
    {
        try
        {
            if (
                NinjsItem.ReasonForRefusal(json) is { } other
                && WireStatusParser.Parse(NinjsItem.StatusesOf(json)) != WireStatus.Canceled
            )
                reading.AddError(
                    null,
                    $"'{json.GetSingleLine("uri", "guid") ?? json.GetSingleLine("headline") ?? "An item"}' is {other}; "
                        + "only texts become articles."
                );
            else
                reading.AddItem(NinjsItem.Read(json, reading), Format);
        }
        catch (InvalidOperationException)
        {
            // The only thing that a parsed document still refuses to give.
            reading.AddError(null, "An item holds half of a character, which no text can.");
        }
    }
}

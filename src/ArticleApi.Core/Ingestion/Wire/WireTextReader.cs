using System.Globalization;
using System.Text.RegularExpressions;
using ArticleApi.Core.Articles;

namespace ArticleApi.Core.Ingestion.Wire;

/// <summary>
/// The texts of teletype days that agencies still send: IPTC 7901, as dpa, and ANPA 1312, as AP. Control characters
/// part a message into its header, its text and its trailer, and a document may hold several messages.
/// </summary>
public static partial class WireTextReader
{
    public const string Format = "wire-text";

    private const char StartOfHeader = '\x01',
        StartOfText = '\x02',
        EndOfText = '\x03';
    private const int MaxLeadLength = 16;
    private const int MaxHeaderLength = 400;

    // A date stands at a trailer's beginning; what follows may be filled up.
    private const int MaxTrailerLength = 400;
    private const int MaxMessages = 10_000;

    public static bool Recognises(ReadOnlySpan<byte> start)
    {
        var header = start.IndexOf((byte)StartOfHeader);
        if (header is < 0 or > MaxLeadLength || start[..header].IndexOfAnyExcept("\x16\r\n \0"u8) >= 0)
            return false;

        var text = start[header..].IndexOf((byte)StartOfText);
        return text is > 0 and <= MaxHeaderLength
            && start.Slice(header, text).IndexOfAnyInRange((byte)'0', (byte)'9') > 0;
    }

    public static DocumentParseResult Read(string document, byte[] bytes)
    {
        var reading = new DocumentParseContext(document, isInOrderSent: true);
        var source = DecodedText.Decode(document, bytes);
        reading.AddDiagnostics(source.Diagnostics);
        if (source.Text is null)
            return reading.ToResult();

        var (line, messages) = (1, 0);
        foreach (var message in source.Text.Split(StartOfHeader))
        {
            if (
                message.IndexOf(StartOfText, StringComparison.Ordinal) is > 0 and var start
                && ++messages <= MaxMessages
            )
            {
                if (DecodedText.CheckLength(message) is { } reason)
                    reading.AddError(line, reason);
                else
                    reading.AddItem(ReadMessage(message, start, line, reading), Format);
            }

            line += message.AsSpan().Count('\n');
        }

        if (messages == 0)
            reading.AddError(null, "The document holds no message: no header with a text after it.");
        if (messages > MaxMessages)
            reading.AddError(
                null,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"The document holds {messages:N0} messages; the first {MaxMessages:N0} are read."
                )
            );
        return reading.ToResult();
    }

    private static WireItem ReadMessage(string message, int start, int line, DocumentParseContext reading)
    {
        var end = message.IndexOf(EndOfText, start) is >= 0 and var found ? found : message.Length;
        var (header, text, trailer) = (message[..start], message[(start + 1)..end], message[end..]);
        var isAnpa = text.StartsWith('^');
        var facts = new SourcePropertyCollector();
        var head = new WireTextHeader();
        var item = isAnpa ? ReadAnpaHeader(header, trailer, facts) : ReadIptcHeader(header, facts);
        var body = isAnpa ? head.ReadAnpa(text) : head.ReadIptc(text);
        foreach (var (name, value) in head.Properties)
            facts.Add(name, value);

        return item with
        {
            Headline = head.Headline,
            Bylines = head.Byline is null ? [] : [(head.Byline, head.BylineTitle)],
            EditorNote = PlainText.ToSingleLine(string.Join(' ', head.Notes)),
            Body = body,
            PublishedAt = InstantParser.Parse(
                trailer[..Math.Min(trailer.Length, MaxTrailerLength)],
                InstantFormats.Teletype
            ),
            Extras = facts.Finish(reading, line),
            FirstLine = line,
            LastLine = line + message.AsSpan(0, end).TrimEnd().Count('\n'),
        };
    }

    // "eca0124 3 i 93  dpa 1888", then a line of keywords.
    private static WireItem ReadIptcHeader(string header, SourcePropertyCollector facts)
    {
        var lines = header.Split('\n');
        var parts = lines[0].Split((char[]?)[' ', '\r'], StringSplitOptions.RemoveEmptyEntries);
        foreach (
            var (name, index) in new[]
            {
                ("header/number", 0),
                ("header/priority", 1),
                ("header/category", 2),
                ("header/words", 3),
                ("header/source", 4),
            }
        )
            facts.Add(name, parts.ElementAtOrDefault(index));
        facts.Add("header/keywords", string.Join(' ', lines.Skip(1)));
        var sender = parts.ElementAtOrDefault(4);

        return new()
        {
            Urgency = XElementExtensions.ParseNumber(parts.ElementAtOrDefault(1)),
            Publisher = sender,
            Provider = sender,
        };
    }

    // "W2607" and a desk, then "r a BC-US--Ethanol 11-13 1693"; the trailer begins with the agency: "AP-WF-11-13-13
    // 0745GMT".
    private static WireItem ReadAnpaHeader(string header, string trailer, SourcePropertyCollector facts)
    {
        var lines = header.Split('\n');
        facts.Add("header/number", lines[0].Replace('\x1F', ' '));
        if (
            AnpaHeader().Match(PlainText.ToSingleLine(string.Join(' ', lines.Skip(1))) ?? "") is { Success: true } match
        )
        {
            foreach (
                var (name, index) in new[]
                {
                    ("header/priority", 1),
                    ("header/category", 2),
                    ("header/keyword", 3),
                    ("header/date", 4),
                    ("header/words", 5),
                }
            )
                facts.Add(name, match.Groups[index].Value);
        }

        var sender = trailer.Split('-') is [var agency, _, ..] ? PlainText.ToSingleLine(agency) : null;
        return new() { Publisher = sender, Provider = sender };
    }

    [GeneratedRegex(@"^(\w) (\w) (.+?) (\d\d-\d\d) (\d{4})$", RegexOptions.CultureInvariant)]
    private static partial Regex AnpaHeader();
}

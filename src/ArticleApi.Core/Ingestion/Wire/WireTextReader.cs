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
    private const int MaxLead = 16;
    private const int MaxHeader = 400;
    private const int MaxMessages = 10_000;

    public static bool Recognises(ReadOnlySpan<byte> start)
    {
        var header = start.IndexOf((byte)StartOfHeader);
        if (header is < 0 or > MaxLead || start[..header].IndexOfAnyExcept("\x16\r\n \0"u8) >= 0)
            return false;

        var text = start[header..].IndexOf((byte)StartOfText);
        return text is > 0 and <= MaxHeader && start.Slice(header, text).IndexOfAnyInRange((byte)'0', (byte)'9') > 0;
    }

    public static DocumentReading Read(string document, byte[] bytes)
    {
        var reading = new WireDocument(document);
        var source = SourceText.Decode(document, bytes);
        reading.Add(source.Complaints);
        if (source.Text is null)
            return reading.Reading(Format);

        var (line, messages) = (1, 0);
        foreach (var message in source.Text.Split(StartOfHeader))
        {
            if (
                message.IndexOf(StartOfText, StringComparison.Ordinal) is > 0 and var start
                && ++messages <= MaxMessages
            )
            {
                if (SourceText.TooLong(message) is { } reason)
                    reading.Complain(Severity.Error, line, reason);
                else
                    reading.Take(Message(message, start, line, reading));
            }

            line += message.AsSpan().Count('\n');
        }

        if (messages == 0)
            reading.Complain(Severity.Error, null, "The document holds no message: no header with a text after it.");
        if (messages > MaxMessages)
            reading.Complain(
                Severity.Error,
                null,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"The document holds {messages:N0} messages; the first {MaxMessages:N0} are read."
                )
            );
        return reading.Reading(Format);
    }

    private static WireItem Message(string message, int start, int line, WireDocument reading)
    {
        var end = message.IndexOf(EndOfText, start) is >= 0 and var found ? found : message.Length;
        var (header, text, trailer) = (message[..start], message[(start + 1)..end], message[end..]);
        var isAnpa = text.StartsWith('^');
        var facts = new WireFacts();
        var head = new WireTextHead();
        var item = isAnpa ? Anpa(header, trailer, facts) : Iptc(header, facts);
        var body = isAnpa ? head.OfAnpa(text) : head.OfIptc(text);
        foreach (var (name, value) in head.Facts)
            facts.Add(name, value);

        return item with
        {
            Headline = head.Headline,
            Bylines = head.Byline is null ? [] : [(head.Byline, head.Title)],
            EditorNote = PlainText.Line(string.Join(' ', head.Notes)),
            Body = body,
            PublishedAt = Sent(trailer),
            Extras = facts.Done(reading, line),
            FirstLine = line,
            LastLine = line + message.AsSpan(0, end).TrimEnd().Count('\n'),
        };
    }

    // "eca0124 3 i 93  dpa 1888", then a line of keywords.
    private static WireItem Iptc(string header, WireFacts facts)
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
            Urgency = XmlParts.Number(parts.ElementAtOrDefault(1)) is >= 1 and <= 9 and var urgency ? urgency : null,
            Publisher = sender,
            Provider = sender,
        };
    }

    // "W2607" and a desk, then "r a BC-US--Ethanol 11-13 1693"; the trailer begins with the agency: "AP-WF-11-13-13
    // 0745GMT".
    private static WireItem Anpa(string header, string trailer, WireFacts facts)
    {
        var lines = header.Split('\n');
        facts.Add("header/number", lines[0].Replace('\x1F', ' '));
        if (AnpaHeader().Match(PlainText.Line(string.Join(' ', lines.Skip(1))) ?? "") is { Success: true } match)
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

        var sender = trailer.Split('-') is [var agency, _, ..] ? PlainText.Line(agency) : null;
        return new() { Publisher = sender, Provider = sender };
    }

    // The trailers say it in Greenwich time and with two digits of the year.
    private static DateTimeOffset? Sent(string trailer)
    {
        var (iptc, anpa) = (IptcDate().Match(trailer), AnpaDate().Match(trailer));
        var text =
            iptc.Success
                ? $"{iptc.Groups[3].Value} {iptc.Groups[4].Value} {iptc.Groups[1].Value} {iptc.Groups[2].Value}"
            : anpa.Success
                ? $"{anpa.Groups[1].Value} {anpa.Groups[3].Value} {anpa.Groups[2].Value} {anpa.Groups[4].Value}"
            : null;

        return DateTimeOffset.TryParseExact(
            text,
            ["MMM yy dd HHmm", "MM yy dd HHmm"],
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
            out var at
        )
            ? at
            : null;
    }

    [GeneratedRegex(@"\b(\d\d)(\d{4})(?: GMT)? (\w{3}) (\d\d)\b", RegexOptions.CultureInvariant)]
    private static partial Regex IptcDate();

    [GeneratedRegex(@"-(\d\d)-(\d\d)-(\d\d) (\d{4})GMT", RegexOptions.CultureInvariant)]
    private static partial Regex AnpaDate();

    [GeneratedRegex(@"^(\w) (\w) (.+?) (\d\d-\d\d) (\d{4})$", RegexOptions.CultureInvariant)]
    private static partial Regex AnpaHeader();
}

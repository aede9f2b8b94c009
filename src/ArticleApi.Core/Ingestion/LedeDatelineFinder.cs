using System.Buffers;
using ArticleApi.Core.Datelines;

namespace ArticleApi.Core.Ingestion;

/// <summary>
/// Where a lede's dateline ends: <c>KYIV, Ukraine (AP) —</c>, <c>SEOUL, Nov 26 AFP -</c>, <c>Madrid, 25 may
/// (EFE).-</c>, <c>MUMBAI:</c>, <c>London | AFP |</c>.
/// </summary>
internal static class LedeDatelineFinder
{
    private const int MaxLength = 180;
    private const int MaxTries = 4;

    private static readonly SearchValues<char> Marks = SearchValues.Create("-–—―_:|\u0097");

    public static DatelineReading? Find(string paragraph)
    {
        var start = SkipMarks(paragraph, SkipMarkup(paragraph, 0));

        // "(ANSA) - ROMA, 01 LUG - Piove."
        if (
            FindLeadingAgency(paragraph, start) is { } front
            && Find(paragraph, front.End) is { Facts.Agency: null } reading
        )
            return reading with { Facts = reading.Facts with { Agency = front.Agency } };

        return Find(paragraph, start);
    }

    private static (string Agency, int End)? FindLeadingAgency(string text, int start)
    {
        if (start >= text.Length || text[start] != '(' || Agencies.FindAt(text, start + 1) is not { } hit)
            return null;

        var close = start + 1 + hit.Length;
        var dash = SentenceScanner.SkipSpace(text, close + 1, text.Length);
        return close < text.Length && text[close] == ')' && dash < text.Length && SentenceScanner.IsDash(text[dash])
            ? (hit.Agency.Name, SentenceScanner.SkipSpace(text, dash + 1, text.Length))
            : null;
    }

    private static DatelineReading? Find(string paragraph, int start)
    {
        var stop = Math.Min(paragraph.Length, start + MaxLength);
        DatelineReading? bare = null;
        for (int i = start + 1, tries = 0; i < stop && tries < MaxTries; i++)
        {
            var next = paragraph.AsSpan(i, stop - i).IndexOfAny(Marks);
            if (next < 0)
                break;

            i += next;
            if (MarkAt(paragraph, i) is not { } mark)
                continue;

            tries++;
            var end = i;
            var rest = i + mark.Length;
            // "London | AFP | It rained."
            if (
                paragraph[i] == '|'
                && paragraph.IndexOf('|', rest, Math.Min(40, paragraph.Length - rest)) is >= 0 and var bar
            )
                (end, rest) = (SentenceScanner.TrimEnd(paragraph, start, bar), bar + 1);

            rest = SkipMarkup(paragraph, rest);
            if (
                rest >= paragraph.Length
                || DatelineHeadParser.Parse(paragraph, start, SentenceScanner.TrimEnd(paragraph, start, end), mark.Sure)
                    is not { } reading
            )
                continue;

            // "KANSAS CITY, Mo. - March 13 -": a place alone waits for the date or the agency that may follow.
            if (reading.Facts.Date is not null || reading.Facts.Agency is not null)
                return reading with { BodyRemainder = paragraph[rest..] };
            bare ??= reading with { BodyRemainder = paragraph[rest..] };
        }

        return bare;
    }

    // A hyphen inside a name is no dash: there is a space or a bracket before it, or a day, and a space after it.
    private static (int Length, bool Sure)? MarkAt(string text, int i)
    {
        var before = text[i - 1];
        var after = i + 1 < text.Length ? text[i + 1] : ' ';
        switch (text[i])
        {
            case '—' or '―' or '\u0097':
                return (1, true);
            case '-' when after == '-':
                return (text.AsSpan(i).IndexOfAnyExcept('-') is > 0 and var dashes ? dashes : text.Length - i, true);
            case '-' or '–' or '_' when char.IsWhiteSpace(before) && (char.IsWhiteSpace(after) || text[i] != '-'):
                return (1, true);
            case '-' or '–' when before is ')' or '.' || (char.IsAsciiDigit(before) && char.IsWhiteSpace(after)):
                return (1, true);
            case ':' when char.IsWhiteSpace(after):
                return (1, false);
            case '|' when char.IsWhiteSpace(before) && char.IsWhiteSpace(after):
                return (1, false);
            default:
                return null;
        }
    }

    // "****", "RPT--", "(07-17) 13:09 MDT": what a desk or a page puts in front.
    private static int SkipMarks(string text, int at)
    {
        while (at < text.Length && text[at] == '*')
            at++;
        if (
            SentenceScanner.StartsAt(text, at, "RPT-", StringComparison.Ordinal)
            || SentenceScanner.StartsAt(text, at, "RPT -", StringComparison.Ordinal)
        )
        {
            at += "RPT".Length;
            while (at < text.Length && text[at] is '-' or ' ')
                at++;
        }

        return SentenceScanner.SkipSpace(text, SkipTimestamp(text, at), text.Length);
    }

    private static int SkipTimestamp(string text, int at)
    {
        const string Shape = "(00-00) 00:00 ";
        if (at + Shape.Length >= text.Length)
            return at;
        for (var i = 0; i < Shape.Length; i++)
        {
            if (Shape[i] == '0' ? !char.IsAsciiDigit(text[at + i]) : text[at + i] != Shape[i])
                return at;
        }

        var zone = at + Shape.Length;
        while (zone < text.Length && char.IsAsciiLetterUpper(text[zone]))
            zone++;

        return zone < text.Length && text[zone] == ' ' && zone - at - Shape.Length is >= 2 and <= 5 ? zone : at;
    }

    private static int SkipMarkup(string text, int at)
    {
        at = SentenceScanner.SkipSpace(text, at, text.Length);
        for (var tags = 0; tags < 10 && at < text.Length && text[at] == '<'; tags++)
        {
            var close = text.IndexOf('>', at, Math.Min(200, text.Length - at));
            if (close < 0)
                break;
            at = SentenceScanner.SkipSpace(text, close + 1, text.Length);
        }

        return at;
    }
}

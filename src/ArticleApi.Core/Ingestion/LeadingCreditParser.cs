namespace ArticleApi.Core.Ingestion;

/// <summary>
/// A credit before the caption: <c>BILD: SN/APA/ANN LEE Ein Brand in Wien</c>, <c>© Alamy A fire in the town</c>,
/// <c>Image source, Reuters Image caption, A fire</c>.
/// </summary>
internal static class LeadingCreditParser
{
    private const int MaxLineLength = 120;
    private const string CaptionMark = "Image caption";

    public static CreditSpan? Find(string raw, int start, int end)
    {
        if (CreditLabels.FindAt(raw, start, end) is not { Keeps: false } label)
            return null;

        var line = start + label.Length;
        while (CreditLabels.FindAt(raw, line, end) is { Keeps: false, Kind: not CreditLabelKind.Noun } next)
            line += next.Length;

        var mark = raw.IndexOf(CaptionMark, line, Math.Min(MaxLineLength, end - line), StringComparison.Ordinal);
        if (mark > line)
        {
            var caption = mark + CaptionMark.Length;
            while (caption < end && (raw[caption] is ',' or ':' || char.IsWhiteSpace(raw[caption])))
                caption++;

            return CreateSpan(raw, line, mark, caption, end);
        }

        return
            FindLineEnd(raw, line, Math.Min(end, line + MaxLineLength)) is { } stop
            && FindTextStart(raw, stop, end) is { } text
            ? CreateSpan(raw, line, stop, text, end)
            : null;
    }

    // Names parted by slashes; the last of them is a known agency, or in capitals.
    private static int? FindLineEnd(string raw, int start, int limit)
    {
        var part = start;
        for (
            var slash = raw.AsSpan(part, limit - part).IndexOfAny('/', '|');
            slash >= 0;
            slash = raw.AsSpan(part, limit - part).IndexOfAny('/', '|')
        )
        {
            if (!CreditLine.IsName(raw, part, SentenceScanner.TrimEnd(raw, part, part + slash) - part))
                break;
            part = SentenceScanner.SkipSpace(raw, part + slash + 1, limit);
        }

        if (Agencies.FindAt(raw, part) is { } hit)
            return part + hit.Length;

        var end = part;
        while (part > start && end < limit)
        {
            var word = SentenceScanner.SkipSpace(raw, end, limit);
            var stop = word;
            while (stop < limit && !char.IsWhiteSpace(raw[stop]))
                stop++;
            if (
                stop - word < 2
                || raw.AsSpan(word, stop - word).ContainsAnyInRange('a', 'z')
                || !char.IsUpper(raw[word])
            )
                break;
            end = stop;
        }

        return end > part ? end : null;
    }

    // A new sentence of some words; "Getty Images/iStockphoto" and "AFP via Getty Images" go on.
    private static int? FindTextStart(string raw, int end, int limit)
    {
        var text = end;
        while (
            text < limit
            && (
                raw[text] is '.' or ',' or '|' or ')'
                || SentenceScanner.IsDash(raw[text])
                || char.IsWhiteSpace(raw[text])
            )
        )
            text++;
        if (text == end || text >= limit || !(char.IsUpper(raw[text]) || raw[text] is '"' or '„' or '“' or '«'))
            return null;

        var words = 0;
        var small = false;
        for (var i = text; i < limit; i++)
        {
            if (!char.IsWhiteSpace(raw[i]) && char.IsWhiteSpace(raw[i - 1]))
                (words, small) = (words + 1, small || char.IsLower(raw[i]));
        }

        return words > 2 && small && Agencies.FindAt(raw, text) is null ? text : null;
    }

    private static CreditSpan CreateSpan(string raw, int start, int end, int text, int textEnd)
    {
        start = SentenceScanner.SkipSpace(raw, start, end);
        return new(text, textEnd, start, SentenceScanner.TrimEnd(raw, start, end), false, 0.9);
    }
}

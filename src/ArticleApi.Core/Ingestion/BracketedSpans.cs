namespace ArticleApi.Core.Ingestion;

/// <summary>The bracketed stretches that credits stand in.</summary>
internal static class BracketedSpans
{
    /// <summary>The bracket that ends the text, a full stop apart.</summary>
    public static (int Open, int Close)? FindLast(string raw, int from, int end)
    {
        var close = end - 1;
        if (close > from && raw[close] == '.')
            close--;
        if (close <= from || !IsClose(raw[close]))
            return null;

        var depth = 0;
        for (var i = close; i >= from; i--)
        {
            if (IsClose(raw[i]))
                depth++;
            else if (IsOpen(raw[i]))
                depth--;
            if (depth == 0)
                return (i, close);
        }

        return null;
    }

    /// <summary>The bracket around a label.</summary>
    /// <remarks>
    /// The last one; or an earlier one that the label opens, if only another credit follows it: "(Photo by A / AFP)
    /// (Photo by A/AFP via Getty Images)".
    /// </remarks>
    public static (int Open, int Close)? FindAround(
        string raw,
        int from,
        int label,
        int end,
        (int Open, int Close)? last
    )
    {
        if (last is { } b && label > b.Open && label < b.Close)
            return last;

        var open = SentenceScanner.TrimEnd(raw, from, label) - 1;
        if (open < from || !IsOpen(raw[open]))
            return null;

        var close = raw.AsSpan(label, end - label).IndexOfAny(ClosingBrackets) + label;
        if (close < label)
            return null;

        var after = SentenceScanner.SkipSpace(raw, close + 1, end);
        return after < end && (IsOpen(raw[after]) || Agencies.Find(raw.AsSpan(after, end - after)) is not null)
            ? (open, close)
            : null;
    }

    private const string ClosingBrackets = ")]）］】";

    private static bool IsOpen(char c) => c is '(' or '[' or '（' or '［' or '【';

    private static bool IsClose(char c) => c is ')' or ']' or '）' or '］' or '】';
}

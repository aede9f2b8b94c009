namespace ArticleApi.Core.Ingestion;

/// <summary>The bracketed stretches that credits stand in.</summary>
internal static class Brackets
{
    /// <summary>The bracket that ends the text, a full stop apart.</summary>
    public static (int Open, int Close)? Last(string raw, int from, int end)
    {
        var close = end - 1;
        if (close > from && raw[close] == '.')
            close--;
        if (close <= from || raw[close] is not (')' or ']'))
            return null;

        var depth = 0;
        for (var i = close; i >= from; i--)
        {
            depth += raw[i] is ')' or ']' ? 1 : raw[i] is '(' or '[' ? -1 : 0;
            if (depth == 0)
                return (i, close);
        }

        return null;
    }

    /// <summary>The bracket around a label.</summary>
    /// <remarks>The last one; or an earlier one that the label opens, if only another credit follows it: "(Photo by A / AFP) (Photo by A/AFP via Getty Images)".</remarks>
    public static (int Open, int Close)? Around(string raw, int from, int label, int end, (int Open, int Close)? last)
    {
        if (last is { } b && label > b.Open && label < b.Close)
            return last;

        var open = Prose.TrimEnd(raw, from, label) - 1;
        if (open < from || raw[open] is not ('(' or '['))
            return null;

        var close = raw.AsSpan(label, end - label).IndexOfAny(')', ']') + label;
        if (close < label)
            return null;

        var after = Prose.SkipSpace(raw, close + 1, end);
        return after < end && (raw[after] is '(' or '[' || Agencies.Of(raw.AsSpan(after, end - after)) is not null) ? (open, close) : null;
    }
}

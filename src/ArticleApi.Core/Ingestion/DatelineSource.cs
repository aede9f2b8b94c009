namespace ArticleApi.Core.Ingestion;

/// <summary>Whose report it is, as a dateline ends: <c>(Reuters)</c>, <c>(AP/AFP)</c>, <c>(RADIO VENCEREMOS)</c>, or a known name alone.</summary>
/// <param name="Start">Where it starts, which is where the rest of the dateline ends.</param>
/// <param name="Named">Whether it is an agency that we know, or initials in capitals: "(CBS)", but not "(dpo)".</param>
internal readonly record struct DatelineSource(int Start, string? Agency, bool Named, bool InBrackets)
{
    private const int MaxLength = 60;

    public static DatelineSource Of(string text, int start, int end)
    {
        while (end > start && (char.IsWhiteSpace(text[end - 1]) || text[end - 1] is '.' or '|'))
            end--;
        if (end - start < 2)
            return new(end, null, false, false);

        return text[end - 1] is ')' or ']' ? Bracketed(text, start, end) : Bare(text, start, end);
    }

    private static DatelineSource Bracketed(string text, int start, int end)
    {
        var open = text.AsSpan(start, end - start).LastIndexOfAny('(', '[') + start;
        if (open < start)
            return new(end, null, false, false);

        var inside = text.AsSpan(open + 1, end - open - 2).Trim();
        if (Known(inside) is { } agency)
            return new(open, agency, true, true);
        // "Melbourne (Australia)" has its country there.
        if (open == start || Datelines.Countries.CodeOf(inside) is not null || Datelines.Countries.IsFormer(inside) || inside.Length is < 2 or > MaxLength)
            return new(end, null, false, false);

        var capitals = !inside.ContainsAnyExcept(Capitals);
        return new(open, capitals ? inside.ToString() : null, capitals && inside.Length < 7 && !inside.Contains(' '), true);
    }

    private static readonly System.Buffers.SearchValues<char> Capitals = System.Buffers.SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZÁÉÍÓÚÑÜÄÖ0123456789 -/.'&");

    private static DatelineSource Bare(string text, int start, int end)
    {
        for (var at = end - 1; at > start + 1 && end - at <= 40; at--)
        {
            if (text[at] is ' ' or ',' or '|' && Known(text.AsSpan(at + 1, end - at - 1).Trim()) is { } agency)
                return new(at, agency, true, false);
        }

        return new(end, null, false, false);
    }

    private static string? Known(ReadOnlySpan<char> names)
    {
        if (Agencies.Of(names) is { } whole)
            return whole.Name;
        foreach (var part in names.SplitAny('/', '|'))
        {
            if (Agencies.Of(names[part]) is { } agency)
                return agency.Name;
        }

        return null;
    }
}

using System.Buffers;
using ArticleApi.Core.Datelines;

namespace ArticleApi.Core.Ingestion;

/// <summary>
/// Whose report it is, as a dateline ends: <c>(Reuters)</c>, <c>(AP/AFP)</c>, <c>(RADIO VENCEREMOS)</c>,
/// <c>/PRNewswire/</c>, or a known name alone.
/// </summary>
/// <param name="Start">Where it starts, which is where the rest of the dateline ends.</param>
/// <param name="IsNamed">
/// Whether it is an agency that we know, or initials in capitals: "(CBS)", but not "(dpo)".
/// </param>
/// <param name="IsKnown">Whether it is an agency that we know: of initials, "(AAPL)" may be a share's.</param>
internal readonly record struct DatelineAgency(int Start, string? Agency, bool IsNamed, bool IsKnown, bool IsInBrackets)
{
    private const int MaxLength = 60;

    private static readonly SearchValues<char> Capitals = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZÁÉÍÓÚÑÜÄÖ0123456789 -/.'&"
    );

    public static DatelineAgency Find(string text, int start, int end)
    {
        var none = new DatelineAgency(end, null, false, false, false);
        while (end > start && (char.IsWhiteSpace(text[end - 1]) || text[end - 1] is '.' or '|'))
            end--;
        if (end - start < 2)
            return none;

        return (text[end - 1] is ')' or ']' or '/' ? FindBracketed(text, start, end) : FindBare(text, start, end))
            ?? none;
    }

    private static DatelineAgency? FindBracketed(string text, int start, int end)
    {
        var before = text.AsSpan(start, end - start - 1);
        var open = start + (text[end - 1] == '/' ? before.LastIndexOf('/') : before.LastIndexOfAny('(', '['));
        if (open < start)
            return null;

        var inside = text.AsSpan(open + 1, end - open - 2).Trim();
        if (FindAgency(inside, all: false) is { } agency)
            return new(open, agency, true, true, true);
        // "Melbourne (Australia)" has its country there.
        if (
            open == start
            || inside.Length is < 2 or > MaxLength
            || Countries.CodeOf(inside) is not null
            || Countries.IsFormer(inside)
        )
            return null;

        // "(CNN Business)" is as good as "(CNN)".
        var initials = inside[..(inside.IndexOf(' ') is > 0 and var space ? space : inside.Length)];
        var capitals = !inside.ContainsAnyExcept(Capitals);
        var named =
            initials.Length is > 1 and < 7
            && !initials.ContainsAnyExceptInRange('A', 'Z')
            && (initials.Length == inside.Length || !capitals);
        return new(open, capitals || named || text[open] == '/' ? inside.ToString() : null, named, false, true);
    }

    private static DatelineAgency? FindBare(string text, int start, int end)
    {
        for (var at = end - 1; at > start + 1 && end - at <= 40; at--)
        {
            if (
                text[at] is ' ' or ',' or '|'
                && FindAgency(text.AsSpan(at + 1, end - at - 1).Trim(), all: true) is { } agency
            )
                return new(at, agency, true, true, false);
        }

        return null;
    }

    // The first that we know; "Reuters Health" is Reuters.
    private static string? FindAgency(ReadOnlySpan<char> names, bool all)
    {
        if (Agencies.Find(names) is { } whole)
            return whole.Name;

        string? first = null;
        foreach (var part in names.SplitAny('/', '|'))
        {
            var name = names[part];
            var agency = Agencies.Find(name);
            if (agency is null && !all && name.IndexOf(' ') is > 0 and var space)
                agency = Agencies.Find(name[..space]);
            if (agency is null && all)
                return null;
            first ??= agency?.Name;
        }

        return first;
    }
}

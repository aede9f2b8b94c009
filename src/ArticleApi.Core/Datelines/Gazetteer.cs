using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace ArticleApi.Core.Datelines;

/// <summary>What is known of a town by its name alone.</summary>
internal static class Gazetteer
{
    private const int MaxLength = 40;

    private static readonly FrozenDictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> StandAlone =
        EmbeddedTable
            .ReadRows("standalone.tsv")
            .ToFrozenDictionary(cells => cells[0], cells => cells[1], StringComparer.OrdinalIgnoreCase)
            .GetAlternateLookup<ReadOnlySpan<char>>();

    // One array of sorted lines, read when first asked for: as strings they would take ten times the space.
    private static readonly Lazy<byte[]> Sorted = new(() =>
    {
        using var stream = EmbeddedTable.OpenStream("towns.txt");
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        var start = 0;
        while (bytes[start] == '#')
            start = Array.IndexOf(bytes, (byte)'\n', start) + 1;

        return bytes[start..];
    });

    /// <summary>
    /// The code of the country that a dateline means by this name alone; null where the style of datelines does not
    /// settle it.
    /// </summary>
    public static string? CountryOf(ReadOnlySpan<char> name) =>
        StandAlone.TryGetValue(name, out var code) ? code : null;

    /// <summary>
    /// Whether there is a town of this name, in whatever country. <c>NEW YORK</c> is, as New York City.
    /// </summary>
    public static bool IsKnown(ReadOnlySpan<char> name)
    {
        if (name.IsEmpty || name.Length > MaxLength || !IsName(name))
            return false;
        if (CountryOf(name) is not null || Countries.CodeOf(name) is not null)
            return true;

        var plain = Normalize(name.ToString());
        return Contains(plain)
            || Contains(plain + " CITY")
            || (plain.StartsWith("ST ", StringComparison.Ordinal) && Contains("ST. " + plain[3..]));
    }

    // Anything else is in no list, and half a surrogate pair could not even be looked for.
    private static bool IsName(ReadOnlySpan<char> name)
    {
        foreach (var c in name)
        {
            if (
                !char.IsLetter(c)
                && c is not (' ' or '-' or '.' or '\'' or '’')
                && CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark
            )
                return false;
        }

        return true;
    }

    private static string Normalize(string name)
    {
        var plain = new StringBuilder(name.Length);
        foreach (var c in name.Normalize(NormalizationForm.FormD))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark)
                plain.Append(c == '’' ? '\'' : char.ToUpperInvariant(c));
        }

        return plain.ToString();
    }

    private static bool Contains(string name)
    {
        var lines = Sorted.Value.AsSpan();
        Span<byte> wanted = stackalloc byte[name.Length * 3];
        wanted = wanted[..Encoding.UTF8.GetBytes(name, wanted)];
        while (!lines.IsEmpty)
        {
            var start = lines[..(lines.Length / 2)].LastIndexOf((byte)'\n') + 1;
            var length = lines[start..].IndexOf((byte)'\n');
            var order = wanted.SequenceCompareTo(lines.Slice(start, length));
            if (order == 0)
                return true;
            lines = order < 0 ? lines[..start] : lines[(start + length + 1)..];
        }

        return false;
    }
}

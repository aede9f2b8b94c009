using System.Buffers.Binary;

namespace ArticleApi.Index;

/// <summary>
/// The posting lists that a version of an article stood in, by their ids, and its dates. Nothing of the text can be
/// read from it, so that it stays when the text is erased: it tells which followers of the log had the version.
/// </summary>
internal readonly ref struct VersionLists(ReadOnlySpan<byte> bytes)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;

    private const int DateSize = 1 + sizeof(long);

    private static readonly string[] DateNames =
    [
        IndexDocument.Published,
        IndexDocument.Updated,
        IndexDocument.Available,
        IndexDocument.PhotoTaken,
        IndexDocument.DatelineDate,
    ];

    private int Count => BinaryPrimitives.ReadInt32LittleEndian(_bytes);

    private ReadOnlySpan<byte> Lists => _bytes.Slice(sizeof(int), Count * sizeof(long));

    private ReadOnlySpan<byte> Dates => _bytes[(sizeof(int) + Count * sizeof(long))..];

    /// <param name="position">The place in the order of publication; below zero for what has no such date.</param>
    public static byte[] Serialize(ReadOnlySpan<long> listIds, IndexDocument document, long position)
    {
        Span<long> sorted = listIds.Length <= 128 ? stackalloc long[listIds.Length] : new long[listIds.Length];
        listIds.CopyTo(sorted);
        sorted.Sort();
        var bytes = new byte[sizeof(int) + sorted.Length * sizeof(long) + (document.SortValues.Count + 1) * DateSize];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, sorted.Length);
        var rest = bytes.AsSpan(sizeof(int));
        foreach (var list in sorted)
        {
            BinaryPrimitives.WriteInt64LittleEndian(rest, list);
            rest = rest[sizeof(long)..];
        }

        rest = WriteDate(rest, IndexDocument.Published, position < 0 ? IndexDocument.NoDate : position);
        foreach (var (name, at) in document.SortValues)
            rest = WriteDate(rest, name, at);

        return bytes;
    }

    public bool ContainsAny(ReadOnlySpan<long> listIds)
    {
        foreach (var list in listIds)
        {
            if (Contains(list))
                return true;
        }

        return false;
    }

    public bool Contains(long listId)
    {
        var lists = Lists;
        var (low, high) = (0, Count - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            var at = BinaryPrimitives.ReadInt64LittleEndian(lists[(middle * sizeof(long))..]);
            if (at == listId)
                return true;
            if (at < listId)
                low = middle + 1;
            else
                high = middle - 1;
        }

        return false;
    }

    /// <summary>Whether any of its dates of a name lies within a range.</summary>
    public bool HasDateWithin(string name, KeyRange range)
    {
        var number = (byte)Array.IndexOf(DateNames, name);
        for (var dates = Dates; dates.Length > 0; dates = dates[DateSize..])
        {
            if (dates[0] == number && range.Contains(BinaryPrimitives.ReadInt64LittleEndian(dates[1..])))
                return true;
        }

        return false;
    }

    private static Span<byte> WriteDate(Span<byte> to, string name, long at)
    {
        to[0] = (byte)Array.IndexOf(DateNames, name);
        BinaryPrimitives.WriteInt64LittleEndian(to[1..], at);
        return to[DateSize..];
    }
}

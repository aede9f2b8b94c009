using System.Buffers;
using System.IO.Hashing;
using System.Runtime.InteropServices;
using System.Text;

namespace ArticleApi.Core.Search;

/// <summary>
/// A word that is short enough, as most are, to be compared without being looked for elsewhere: its bytes in UTF-8,
/// zeros after them. Words of plain letters are the same in capitals, since case makes no difference to any word.
/// </summary>
internal readonly record struct WordKey(ulong First, ulong Second, ulong Third)
{
    // Nobody can choose words that all fall in one place.
    private static readonly long Seed = Random.Shared.NextInt64();

    /// <summary>Where to look for it in a table.</summary>
    public int Hash
    {
        get
        {
            ReadOnlySpan<ulong> parts = [First, Second, Third];
            return (int)XxHash3.HashToUInt64(MemoryMarshal.AsBytes(parts), Seed);
        }
    }

    /// <summary>No word's key.</summary>
    public bool IsEmpty => First == 0;

    /// <summary>Null for a longer word.</summary>
    public static WordKey? TryCreate(ReadOnlySpan<char> word)
    {
        Span<ulong> parts = stackalloc ulong[3];
        var bytes = MemoryMarshal.AsBytes(parts);
        if (Ascii.ToLower(word, bytes, out _) != OperationStatus.Done)
        {
            parts.Clear();
            if (!Encoding.UTF8.TryGetBytes(word, bytes, out _))
                return null;
        }

        return new(parts[0], parts[1], parts[2]);
    }
}

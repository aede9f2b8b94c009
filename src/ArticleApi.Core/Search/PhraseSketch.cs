using System.IO.Hashing;
using System.Runtime.InteropServices;

namespace ArticleApi.Core.Search;

/// <summary>
/// The least of the hashes of a body's phrases (a bottom-k sketch, which is MinHash with one hash), gathered word by
/// word. Phrases are words in a row within one paragraph.
/// </summary>
internal sealed class PhraseSketch
{
    public const int MaxHashes = 64;

    private const int PhraseLength = 3;

    // Ascending, each once.
    private uint[] _hashes = [];
    private int _count;
    private ulong _last;
    private ulong _secondLast;
    private int _inParagraph;

    public int WordCount { get; private set; }

    public ReadOnlyMemory<uint> Hashes => _hashes.AsMemory(0, _count);

    public void EndParagraph() => _inParagraph = 0;

    /// <param name="word">The hash of its bytes.</param>
    public void Add(ulong word)
    {
        WordCount++;
        if (++_inParagraph >= PhraseLength)
        {
            ReadOnlySpan<ulong> phrase = [_secondLast, _last, word];
            Keep((uint)XxHash3.HashToUInt64(MemoryMarshal.AsBytes(phrase)));
        }

        (_secondLast, _last) = (_last, word);
    }

    private void Keep(uint hash)
    {
        if (_count == MaxHashes && hash >= _hashes[^1])
            return;
        if (_hashes.Length == 0)
            _hashes = new uint[MaxHashes];

        var at = ~_hashes.AsSpan(0, _count).BinarySearch(hash);
        if (at < 0)
            return;

        // The greatest falls out where there is no more room.
        _count = Math.Min(_count + 1, MaxHashes);
        _hashes.AsSpan(at, _count - at - 1).CopyTo(_hashes.AsSpan(at + 1));
        _hashes[at] = hash;
    }
}

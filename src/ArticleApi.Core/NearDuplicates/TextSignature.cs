using System.Buffers.Binary;
using ArticleApi.Core.Search;

namespace ArticleApi.Core.NearDuplicates;

/// <summary>
/// What a text's body is recognised by when it comes again in other words: the least of the hashes of its phrases, as
/// the sketch of its <see cref="TokenizedText"/> has them. Phrases lie within one paragraph, so that neither a new
/// headline nor another order of paragraphs changes anything.
/// </summary>
public sealed class TextSignature
{
    /// <summary>A body of fewer words, the smallest left out, tells too little.</summary>
    public const int MinWords = 20;

    /// <summary>From here on two texts are near-duplicates: about so much of their phrases is common to both.</summary>
    public const double NearDuplicateThreshold = 0.25;

    /// <summary>How many of the least phrases are looked up: near-duplicates share one of them.</summary>
    public const int MaxLookupHashes = 8;

    // Ascending, each once.
    private readonly uint[] _hashes;

    private TextSignature(uint[] least) => _hashes = least;

    /// <summary>What the text is looked up by.</summary>
    public IReadOnlyList<uint> LookupHashes =>
        new ArraySegment<uint>(_hashes, 0, Math.Min(MaxLookupHashes, _hashes.Length));

    /// <summary>Null where the body is too short.</summary>
    public static TextSignature? Compute(TokenizedText text)
    {
        var phrases = text.Phrases;
        return phrases.WordCount < MinWords || phrases.Hashes.IsEmpty ? null : new(phrases.Hashes.ToArray());
    }

    /// <summary>
    /// The share of phrases that both have, estimated from the least of both; exact where both are short. 0 to 1.
    /// </summary>
    public double SimilarityTo(TextSignature other)
    {
        var (mine, its, seen, common) = (0, 0, 0, 0);
        var most = Math.Min(PhraseSketch.MaxHashes, _hashes.Length + other._hashes.Length);
        while (seen < most && (mine < _hashes.Length || its < other._hashes.Length))
        {
            var (a, b) = (
                mine < _hashes.Length ? _hashes[mine] : (uint?)null,
                its < other._hashes.Length ? other._hashes[its] : (uint?)null
            );
            common += a == b ? 1 : 0;
            mine += b is null || a <= b ? 1 : 0;
            its += a is null || b <= a ? 1 : 0;
            seen++;
        }

        return seen == 0 ? 0 : (double)common / seen;
    }

    /// <summary>As it is stored.</summary>
    public byte[] ToBytes()
    {
        var bytes = new byte[_hashes.Length * sizeof(uint)];
        for (var i = 0; i < _hashes.Length; i++)
            BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(i * sizeof(uint)), _hashes[i]);

        return bytes;
    }

    public static TextSignature FromBytes(ReadOnlySpan<byte> stored)
    {
        var least = new uint[stored.Length / sizeof(uint)];
        for (var i = 0; i < least.Length; i++)
            least[i] = BinaryPrimitives.ReadUInt32LittleEndian(stored[(i * sizeof(uint))..]);

        return new(least);
    }
}

using System.IO.Hashing;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace ArticleApi.Core.Search;

/// <summary>
/// Tokens by number. What a text's index and its signature need of a token, its bytes and their hash, is made once; so
/// is the room to count it in, which each text takes over from the one before.
/// </summary>
internal sealed class TokenTable
{
    private static readonly int HeaderSize = Unsafe.SizeOf<Header>();

    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private readonly List<string> _texts = [];

    // Each token's header and then its bytes, since they are read together. A token's number is where it begins.
    private byte[] _bytes = new byte[16_384];
    private int _usedBytes;
    private int _text;

    public int Count => _texts.Count;

    public string GetText(int number) => _texts[HeaderAt(number).Index];

    /// <summary>A token in UTF-8.</summary>
    public ReadOnlySpan<byte> GetUtf8(int number) => _bytes.AsSpan(number + HeaderSize, HeaderAt(number).Length);

    /// <summary>The hash of a token's bytes.</summary>
    public ulong GetHash(int number) => HeaderAt(number).Hash;

    /// <summary>The number of a token, which it keeps.</summary>
    public int GetNumber(string token)
    {
        if (_numbers.TryGetValue(token, out var number))
            return number;

        number = _usedBytes;
        var length = Encoding.UTF8.GetByteCount(token);
        // The next header begins at a multiple of its widest field.
        _usedBytes += HeaderSize + (length + 7) / 8 * 8;
        if (_usedBytes > _bytes.Length)
            Array.Resize(ref _bytes, 2 * _bytes.Length);

        var utf8 = _bytes.AsSpan(number + HeaderSize, length);
        Encoding.UTF8.GetBytes(token, utf8);
        HeaderAt(number) = new(XxHash3.HashToUInt64(utf8), _texts.Count, (short)length);
        _texts.Add(token);
        _numbers.Add(token, number);
        return number;
    }

    /// <summary>The number of the token that stands for a token in the name of a place.</summary>
    public int GetPlaceNumber(int number)
    {
        if (HeaderAt(number).PlaceNumber == 0)
        {
            // Found first, since the headers may move while it is made.
            var place = GetNumber(TokenizedText.PlacePrefix + GetText(number));
            HeaderAt(number).PlaceNumber = place;
        }

        return HeaderAt(number).PlaceNumber;
    }

    /// <summary>From here on nothing is counted yet.</summary>
    public void BeginText() => _text++;

    /// <summary>Counts a token once more in this text.</summary>
    /// <returns>How often it was there before.</returns>
    public int CountRepeat(int number)
    {
        ref var header = ref HeaderAt(number);
        if (header.CountedText != _text)
            (header.CountedText, header.Repeats) = (_text, 0);
        return header.Repeats++;
    }

    private ref Header HeaderAt(int number) => ref MemoryMarshal.AsRef<Header>(_bytes.AsSpan(number, HeaderSize));

    /// <param name="Hash">Of the bytes.</param>
    /// <param name="Index">Where its text is.</param>
    /// <param name="Length">In bytes.</param>
    private record struct Header(ulong Hash, int Index, short Length)
    {
        public short Repeats;

        /// <summary>The text that its repeats are counted in.</summary>
        public int CountedText;

        /// <summary>Zero where it is not known yet: nothing is a place before some other word.</summary>
        public int PlaceNumber;
    }
}

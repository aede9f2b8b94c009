using System.Buffers.Binary;
using System.IO.Hashing;
using System.Numerics;
using System.Runtime.InteropServices;
using ArticleApi.Core.Search;

namespace ArticleApi.Storage.Postgres;

/// <summary>
/// Encodes texts as COPY takes a <c>tsvector</c> in binary, which spares the database reading it out of text: the
/// number of lexemes, and of each its UTF-8 with a zero, the number of its positions, and these. What is stored is the
/// same as of <see cref="TsVector.Format"/>, since no <see cref="TokenizedText"/> passes the limits of positions and
/// repeats from which on the database would leave some out. The room of one text is taken over by the next.
/// </summary>
internal sealed class TsVectorEncoder
{
    /// <summary>Where a position's weight is; its number has the bits below.</summary>
    private const int WeightShift = 14;

    private readonly List<Lexeme> _lexemes = [];
    private readonly List<Occurrence> _occurrences = [];

    // Where a token's hash leads: to the number of its lexeme, counted from one.
    private int[] _slots = [];
    private int _slotMask;

    private byte[] _utf8 = new byte[4 * 1024];
    private int _usedUtf8;
    private byte[] _encoded = [];

    /// <summary>The vector, until the next one is encoded.</summary>
    public ReadOnlyMemory<byte> Encode(TokenizedText text)
    {
        Clear(text);
        var tokens = new TsVectorReader(text);
        while (tokens.Read())
        {
            var number = FindLexeme(tokens.Token);
            CollectionsMarshal.AsSpan(_lexemes)[number].Count++;
            _occurrences.Add(new(number, (ushort)((('D' - tokens.Weight) << WeightShift) | tokens.Position)));
        }

        return Write();
    }

    private void Clear(TokenizedText text)
    {
        _lexemes.Clear();
        _occurrences.Clear();
        _usedUtf8 = 0;
        // A token and the space after it take two bytes or more, so that at least half of the slots stay free.
        var bytes = TsVector.Weights.Sum(pair => text.GetUtf8(pair.Column).Length + 1);
        var slots = (int)BitOperations.RoundUpToPowerOf2((uint)bytes);
        _slotMask = slots - 1;
        if (_slots.Length < slots)
            _slots = new int[slots];
        else
            Array.Clear(_slots, 0, slots);
    }

    private int FindLexeme(ReadOnlySpan<byte> token)
    {
        var slot = (int)XxHash3.HashToUInt64(token) & _slotMask;
        for (; _slots[slot] is > 0 and var number; slot = (slot + 1) & _slotMask)
        {
            if (Utf8Of(_lexemes[number - 1]).SequenceEqual(token))
                return number - 1;
        }

        if (_usedUtf8 + token.Length > _utf8.Length)
            Array.Resize(ref _utf8, Math.Max(2 * _utf8.Length, _usedUtf8 + token.Length));
        token.CopyTo(_utf8.AsSpan(_usedUtf8));
        _lexemes.Add(new(_usedUtf8, token.Length));
        _usedUtf8 += token.Length;
        _slots[slot] = _lexemes.Count;
        return _lexemes.Count - 1;
    }

    private ReadOnlyMemory<byte> Write()
    {
        var length =
            sizeof(int) + _usedUtf8 + _lexemes.Count * (1 + sizeof(ushort)) + _occurrences.Count * sizeof(ushort);
        if (_encoded.Length < length)
            _encoded = new byte[(int)BitOperations.RoundUpToPowerOf2((uint)length)];

        var lexemes = CollectionsMarshal.AsSpan(_lexemes);
        var end = sizeof(int);
        BinaryPrimitives.WriteInt32BigEndian(_encoded, lexemes.Length);
        foreach (var number in Sort())
        {
            ref var lexeme = ref lexemes[number];
            Utf8Of(lexeme).CopyTo(_encoded.AsSpan(end));
            end += lexeme.Length;
            _encoded[end++] = 0;
            WriteNumber((ushort)lexeme.Count, ref end);
            lexeme.Next = end;
            end += lexeme.Count * sizeof(ushort);
        }

        foreach (var (lexeme, position) in _occurrences)
            WriteNumber(position, ref lexemes[lexeme].Next);

        return _encoded.AsMemory(0, length);
    }

    private void WriteNumber(ushort number, ref int at)
    {
        BinaryPrimitives.WriteUInt16BigEndian(_encoded.AsSpan(at), number);
        at += sizeof(ushort);
    }

    /// <summary>
    /// The lexemes' numbers in the order of their bytes, which is the database's own: it sorts what comes otherwise.
    /// </summary>
    private int[] Sort()
    {
        var (starts, numbers) = (new ulong[_lexemes.Count], new int[_lexemes.Count]);
        for (var number = 0; number < numbers.Length; number++)
            (starts[number], numbers[number]) = (StartOf(_lexemes[number]), number);

        // Most differ in the first eight bytes, which compare as one number.
        Array.Sort(starts, numbers);
        for (var first = 0; first < starts.Length; )
        {
            var count = starts.AsSpan(first).IndexOfAnyExcept(starts[first]) is > 0 and var same
                ? same
                : starts.Length - first;
            if (count > 1)
                numbers
                    .AsSpan(first, count)
                    .Sort((one, other) => Utf8Of(_lexemes[one]).SequenceCompareTo(Utf8Of(_lexemes[other])));
            first += count;
        }

        return numbers;
    }

    /// <summary>The first eight bytes; no token has a zero, so that a shorter one comes first.</summary>
    private ulong StartOf(Lexeme lexeme)
    {
        Span<byte> start = stackalloc byte[sizeof(ulong)];
        start.Clear();
        var utf8 = Utf8Of(lexeme);
        utf8[..Math.Min(utf8.Length, start.Length)].CopyTo(start);
        return BinaryPrimitives.ReadUInt64BigEndian(start);
    }

    private ReadOnlySpan<byte> Utf8Of(in Lexeme lexeme) => _utf8.AsSpan(lexeme.Start, lexeme.Length);

    /// <param name="Start">Where its bytes are.</param>
    private record struct Lexeme(int Start, int Length)
    {
        /// <summary>How often it occurs.</summary>
        public int Count;

        /// <summary>Where its next position is written.</summary>
        public int Next;
    }

    private readonly record struct Occurrence(int Lexeme, ushort Position);
}

using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace ArticleApi.Core.Ingestion;

/// <summary>Words in any case and what they stand for.</summary>
/// <remarks>
/// Nearly all words that are asked for are not there: their first letter and length tell that sooner than a hash. ASCII
/// is kept apart, since it is hashed twice as fast.
/// </remarks>
internal sealed class WordMap<T>
{
    private readonly ulong[] _lengths = new ulong[128];
    private readonly FrozenDictionary<string, T>.AlternateLookup<ReadOnlySpan<char>> _ascii;
    private readonly FrozenDictionary<string, T>.AlternateLookup<ReadOnlySpan<char>> _others;

    public WordMap(IEnumerable<KeyValuePair<string, T>> words)
    {
        var all = words.ToList();
        foreach (var (word, _) in all)
            _lengths[First(word)] |= Length(word);
        _ascii = CreateLookup(all.Where(word => Ascii.IsValid(word.Key)));
        _others = CreateLookup(all.Where(word => !Ascii.IsValid(word.Key)));
    }

    public IEnumerable<string> Words => _ascii.Dictionary.Keys.Concat(_others.Dictionary.Keys);

    public bool TryGetValue(ReadOnlySpan<char> word, [MaybeNullWhen(false)] out T value)
    {
        value = default;
        return !word.IsEmpty
            && (_lengths[First(word)] & Length(word)) != 0
            && (Ascii.IsValid(word) ? _ascii : _others).TryGetValue(word, out value);
    }

    private static int First(ReadOnlySpan<char> word) => char.ToUpperInvariant(word[0]) & 127;

    private static ulong Length(ReadOnlySpan<char> word) => 1UL << Math.Min(63, word.Length);

    private static FrozenDictionary<string, T>.AlternateLookup<ReadOnlySpan<char>> CreateLookup(
        IEnumerable<KeyValuePair<string, T>> words
    ) => words.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();
}

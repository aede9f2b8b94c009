using System.Text;

namespace Corpus;

/// <summary>The words: made-up ones that can be pronounced, and the real function words of a few languages.</summary>
internal sealed class Vocabulary
{
    private const int Count = 60_000;

    // The weight of the most frequent words of content: as often as "said" in a newspaper, not as often as "the".
    private const double Offset = 50;

    private static readonly string[] Onsets =
    [
        "b",
        "c",
        "d",
        "f",
        "g",
        "h",
        "l",
        "m",
        "n",
        "p",
        "r",
        "s",
        "t",
        "v",
        "w",
        "b",
        "c",
        "d",
        "f",
        "l",
        "m",
        "n",
        "r",
        "s",
        "t",
        "st",
        "tr",
        "pr",
        "br",
        "pl",
        "sh",
        "ch",
        "gr",
        "cl",
        "j",
        "k",
        "fl",
        "sp",
        "th",
        "dr",
    ];
    private static readonly string[] Vowels =
    [
        "a",
        "e",
        "i",
        "o",
        "u",
        "a",
        "e",
        "i",
        "o",
        "ea",
        "ai",
        "ou",
        "io",
        "ie",
    ];
    private static readonly string[] Codas =
    [
        "",
        "",
        "",
        "",
        "",
        "",
        "",
        "n",
        "r",
        "l",
        "s",
        "t",
        "m",
        "nd",
        "nt",
        "st",
        "ck",
        "d",
    ];
    private static readonly string[] Endings = ["s", "s", "ed", "ing", "er", "ly", "ment", "al"];

    private static readonly Zipf Ranks = new(Count, Offset);

    // A word to a slot, its length in the last byte: side by side they are in the cache, as arrays of their own they
    // are not.
    private const int Slot = 16;

    private readonly byte[] _words = new byte[Count * Slot];

    public Vocabulary(int seed)
    {
        var dice = new Dice();
        dice.Throw(seed, -1);
        var taken = new HashSet<string>(
            Language.All.SelectMany(language => language.Words).Concat(Marker.All.Select(marker => marker.Word)),
            StringComparer.Ordinal
        );
        var words = new List<string>(Count);
        while (words.Count < Count)
        {
            // A quarter are forms of words already there, as stemmers expect.
            var word =
                words.Count > 100 && dice.Percent(25)
                    ? words[dice.Below(words.Count)] + Endings[dice.Below(Endings.Length)]
                    : Root(dice, words.Count);
            if (word.Length is > 2 and < Slot && taken.Add(word))
                words.Add(word);
        }

        for (var rank = 0; rank < Count; rank++)
            _words[rank * Slot + Slot - 1] = (byte)
                Encoding.ASCII.GetBytes(words[rank], _words.AsSpan(rank * Slot, Slot - 1));
    }

    public ReadOnlySpan<byte> Draw(Dice dice)
    {
        var slot = _words.AsSpan(Ranks.Draw(dice) * Slot, Slot);
        return slot[..slot[Slot - 1]];
    }

    // Frequent words are short.
    private static string Root(Dice dice, int rank)
    {
        var root = new StringBuilder();
        for (var syllables = rank < 5_000 ? 2 : dice.Between(2, 3); syllables > 0; syllables--)
            root.Append(Onsets[dice.Below(Onsets.Length)])
                .Append(Vowels[dice.Below(Vowels.Length)])
                .Append(Codas[dice.Below(Codas.Length)]);

        return root.ToString();
    }
}

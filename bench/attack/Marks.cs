using System.Buffers.Binary;
using System.Buffers.Text;
using System.Text;
using System.Text.RegularExpressions;

namespace ArticleApi.Attacks;

/// <summary>
/// What is hidden, by what it is recognised by: words made up for it alone, countries and dates only it has, ids,
/// places in lists.
/// </summary>
internal sealed partial class Marks(Random dice)
{
    private const string Prefix = "qzvk";

    // Without vowels, so that no stemmer shortens them.
    private const string Letters = "bcdfghjklmnpqrtvwxz";

    private readonly Dictionary<string, (Sight Sight, bool Component)> _words = [];
    private readonly Dictionary<Guid, Sight> _ids = [];
    private readonly Dictionary<string, (Sight Sight, bool Component)> _texts = [];
    private readonly HashSet<long> _numbers = [];

    /// <summary>A word that all marks begin with.</summary>
    public static string Beginning => Prefix;

    public string Word(Sight sight, bool component = false)
    {
        var word = Prefix + Tail();
        _words.Add(word, (sight, component));
        return word;
    }

    /// <summary>A word of the same length that is nobody's.</summary>
    public string Missing(int length) => string.Create(length, dice, (span, random) => random.GetItems(Letters, span));

    public void Add(Guid id, Sight sight) => _ids[id] = sight;

    /// <summary>A text that nothing public has, such as a country's name.</summary>
    public void Add(string text, Sight sight, bool component) => _texts[text] = (sight, component);

    /// <summary>A number that stands for something hidden, such as its place in the order of publication.</summary>
    public void Add(long number) => _numbers.Add(number);

    /// <summary>The first mark in an answer that is not for this caller.</summary>
    /// <param name="asked">What was sent: it may come back.</param>
    public string? Find(string answer, string asked, Caller caller)
    {
        var text = answer.ToLowerInvariant();
        return InText(text, asked.ToLowerInvariant(), caller) ?? InTokens(answer, asked, caller);
    }

    private string Tail() => new(dice.GetItems<char>(Letters, 8));

    private string? InText(string text, string asked, Caller caller)
    {
        for (var at = 0; (at = text.IndexOf(Prefix, at, StringComparison.Ordinal)) >= 0; at += Prefix.Length)
        {
            var end = Math.Min(text.Length, at + Prefix.Length + 8);
            var word = text[at..end];
            if (
                _words.TryGetValue(word, out var mark)
                && !caller.Sees(mark.Sight, mark.Component)
                && !asked.Contains(word, StringComparison.Ordinal)
            )
                return $"{word} ({mark.Sight}) in …{text[Math.Max(0, at - 30)..at].ReplaceLineEndings(" ")}…";
        }

        foreach (var (known, mark) in _texts)
        {
            // As a word: a few letters come together by chance in a cursor.
            if (
                !caller.Sees(mark.Sight, mark.Component)
                && text.Contains(known, StringComparison.Ordinal)
                && !asked.Contains(known, StringComparison.Ordinal)
                && Regex.IsMatch(text, $@"(?<![\w-]){Regex.Escape(known)}(?![\w-])")
            )
                return $"{known} ({mark.Sight})";
        }

        foreach (Match match in Ids().Matches(text))
        {
            // The desk may be told that something went.
            if (
                _ids.TryGetValue(Guid.Parse(match.ValueSpan), out var sight)
                && !caller.Sees(sight, caller.IsStaff)
                && !asked.Contains(match.Value, StringComparison.Ordinal)
            )
                return $"{match.Value} ({sight})";
        }

        return null;
    }

    // Cursors and other opaque tokens: they may not say in another alphabet what they may not say.
    private string? InTokens(string answer, string asked, Caller caller)
    {
        foreach (Match match in Tokens().Matches(answer))
        {
            if (asked.Contains(match.Value, StringComparison.Ordinal))
                continue;

            var bytes = new byte[match.Length];
            var status = Base64Url.DecodeFromChars(
                match.Value.Replace('+', '-').Replace('/', '_').TrimEnd('='),
                bytes,
                out _,
                out var written
            );
            if (status != System.Buffers.OperationStatus.Done)
                continue;

            var token = bytes.AsSpan(0, written);
            if (InText(Encoding.Latin1.GetString(token).ToLowerInvariant(), asked, caller) is { } found)
                return $"{found} in the token {match.Value}";
            // Keys may see some of them; whether these do is not worked out.
            if (caller is { IsStaff: false, SeesEmbargoes: false } && HoldsNumber(token))
                return $"the place of something hidden in the token {match.Value}";
        }

        return null;
    }

    private bool HoldsNumber(ReadOnlySpan<byte> token)
    {
        for (var at = 0; at + 8 <= token.Length; at++)
        {
            if (
                _numbers.Contains(BinaryPrimitives.ReadInt64BigEndian(token[at..]))
                || _numbers.Contains(BinaryPrimitives.ReadInt64LittleEndian(token[at..]))
            )
                return true;
        }

        return false;
    }

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")]
    private static partial Regex Ids();

    [GeneratedRegex("[A-Za-z0-9_+/-]{16,400}={0,2}")]
    private static partial Regex Tokens();
}

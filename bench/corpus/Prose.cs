using System.Buffers.Text;
using System.Globalization;

namespace Corpus;

/// <summary>Text in the making, in UTF-8. One buffer serves them all.</summary>
internal sealed class Prose(Vocabulary vocabulary, Dice dice)
{
    private const int FunctionWords = 41; // of a hundred
    private const int Numbers = 2;

    private readonly byte[] _text = new byte[1 << 16];
    private int _length;

    public Language Language { get; set; } = Language.English;

    public ReadOnlySpan<byte> Text => _text.AsSpan(0, _length);

    /// <summary>An empty text.</summary>
    public Prose Begin()
    {
        _length = 0;
        return this;
    }

    public Prose Add(ReadOnlySpan<byte> text)
    {
        text.CopyTo(_text.AsSpan(_length));
        _length += text.Length;
        return this;
    }

    public Prose Add(int number)
    {
        Utf8Formatter.TryFormat(number, _text.AsSpan(_length), out var written);
        _length += written;
        return this;
    }

    /// <summary>As American wires print it, <c>March 11, 2019</c>.</summary>
    public Prose Add(DateTime date, bool withYear = true)
    {
        date.TryFormat(
            _text.AsSpan(_length),
            out var written,
            withYear ? "MMMM d, yyyy" : "MMMM d",
            CultureInfo.InvariantCulture
        );
        _length += written;
        return this;
    }

    /// <summary>Words of content, each with a capital, and few others between them.</summary>
    public Prose Headline(byte[]? marker)
    {
        for (int words = dice.Between(6, 11), at = 0; at < words; at++)
        {
            if (at > 0)
                Add(" "u8);
            if (at > 0 && at < words - 1 && dice.Percent(20))
                Add(Language.Draw(dice));
            else
                Capital(marker is not null && at == 1 ? marker : vocabulary.Draw(dice));
        }

        return this;
    }

    /// <param name="markers">Words to plant in it.</param>
    public Prose Paragraph(List<byte[]> markers)
    {
        for (int sentences = dice.Between(1, 3), at = 1; at <= sentences; at++)
        {
            Sentence(dice.Between(13, 25), markers);
            markers.Clear();
            Add(at < sentences ? ". "u8 : "."u8);
        }

        return this;
    }

    /// <summary>A sentence without its full stop.</summary>
    public Prose Sentence(int words, List<byte[]>? markers = null)
    {
        var quoted = dice.Percent(8);
        if (quoted)
            Add("“"u8);
        var begin = _length;
        var comma = dice.Between(3, words + 3);
        for (var at = 0; at < words; at++)
        {
            if (at > 0)
                Add(at == comma ? ", "u8 : " "u8);
            Word();
            if (at == 4)
                markers?.ForEach(marker => Add(" "u8).Add(marker));
        }

        Capitalise(begin);
        return quoted ? Add("”"u8) : this;
    }

    private void Word()
    {
        var kind = dice.Below(100);
        if (kind < FunctionWords)
            Add(Language.Draw(dice));
        else if (kind < FunctionWords + Numbers)
            Add(dice.Below(3_000));
        else
            Add(vocabulary.Draw(dice));
    }

    private void Capital(ReadOnlySpan<byte> word)
    {
        var begin = _length;
        Add(word);
        Capitalise(begin);
    }

    // Letters with an accent stay as they are.
    private void Capitalise(int at)
    {
        if (_text[at] is >= (byte)'a' and <= (byte)'z')
            _text[at] -= 32;
    }
}

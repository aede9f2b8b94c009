namespace Corpus;

/// <summary>When the articles of a corpus came out: over ten years, in the order of their numbers.</summary>
internal sealed class PublicationTimes(int articles, int seed)
{
    private const int TieEvery = 100;

    private static readonly DateTime Start = new(2016, 1, 1, 0, 0, 0, DateTimeKind.Utc);
    private static readonly long Span = (long)(Start.AddYears(10) - Start).TotalMilliseconds;

    /// <summary>Never before the article with the number before; now and then in the same millisecond.</summary>
    public DateTime For(long number)
    {
        if (number % TieEvery == TieEvery - 1)
            number--;

        var slot = Span / articles;
        var within = (long)((Dice.Hash(seed, ~number) >> 40) * (ulong)slot >> 24);
        return Start.AddMilliseconds(number * slot + within);
    }
}

namespace Corpus;

/// <summary>A word that a known share of the articles has, spread evenly over time, to measure search with.</summary>
internal sealed record Marker(string Word, int Period)
{
    public static readonly Marker[] All =
    [
        new("fiftymark", 2),
        new("fivemark", 20),
        new("halfmark", 200),
        new("raremark", 10_000),
    ];

    public byte[] Utf8 { get; } = System.Text.Encoding.UTF8.GetBytes(Word);

    /// <summary>One article in each stretch of the period has it; which one looks random.</summary>
    public bool IsIn(long number, int seed) =>
        number % Period == (long)(Dice.Hash(seed ^ Period, number / Period) % (ulong)Period);
}

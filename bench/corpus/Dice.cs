namespace Corpus;

/// <summary>
/// Draws by SplitMix64. Thrown anew for each article, so that an article depends on its number alone and not on those
/// before it.
/// </summary>
internal sealed class Dice
{
    private const ulong Step = 0x9E3779B97F4A7C15;

    private ulong _state;

    /// <summary>A number that looks random and is always the same for these two.</summary>
    public static ulong Hash(int seed, long number) => Mix(Mix((ulong)seed * Step) + (ulong)number * Step);

    public void Throw(int seed, long number) => _state = Hash(seed, number);

    public ulong Next() => Mix(_state += Step);

    /// <summary>From 0, and less than the count.</summary>
    public int Below(int count) => (int)((Next() >> 32) * (ulong)count >> 32);

    public int Between(int least, int most) => least + Below(most - least + 1);

    /// <summary>From 0, and less than 1.</summary>
    public double Share() => (Next() >> 11) * (1.0 / (1L << 53));

    public bool Percent(int percent) => Below(100) < percent;

    private static ulong Mix(ulong state)
    {
        state = (state ^ (state >> 30)) * 0xBF58476D1CE4E5B9;
        state = (state ^ (state >> 27)) * 0x94D049BB133111EB;
        return state ^ (state >> 31);
    }
}

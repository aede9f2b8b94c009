namespace Corpus;

/// <summary>
/// Draws ranks as they fall in language: the first often, the last hardly ever. The weight of a rank goes as 1 / (rank
/// + offset).
/// </summary>
/// <param name="offset">Flattens the top.</param>
internal sealed class Zipf(int count, double offset = 0)
{
    private readonly double _width = Math.Log((count + 1 + offset) / (1 + offset));

    /// <summary>
    /// A rank, from 0. The inverse of the distribution, as if ranks were continuous: no table to miss the cache.
    /// </summary>
    public int Draw(Dice dice) => (int)((1 + offset) * Math.Exp(dice.Share() * _width) - 1 - offset);
}

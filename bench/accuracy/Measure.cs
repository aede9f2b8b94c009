namespace ArticleApi.Accuracy;

/// <summary>What one row of a set should give, and what it gave.</summary>
/// <param name="Input">The text that was read, shortened for printing by the caller.</param>
public sealed record Row(string Input, string Expected, string Got, bool Right)
{
    public static Row Of(string input, string expected, string got) =>
        new(input, expected, got, string.Equals(expected, got, StringComparison.Ordinal));
}

/// <summary>A set of real texts, and how many of them must be read right.</summary>
/// <param name="Folder">Where it lies among the test data.</param>
/// <param name="Goal">The share of rows, 0 to 1.</param>
/// <param name="Read">Reads every row, given the folder's path.</param>
public sealed record Measure(string Name, string Folder, double Goal, Func<string, IEnumerable<Row>> Read)
{
    public Score On(string data) => new(this, [.. Read(Path.Combine(data, Folder))]);
}

public sealed record Score(Measure Measure, IReadOnlyList<Row> Rows)
{
    public int Right => Rows.Count(row => row.Right);

    public double Share => Rows.Count == 0 ? 1 : (double)Right / Rows.Count;

    public bool Reached => Share >= Measure.Goal;

    public IEnumerable<Row> Failures => Rows.Where(row => !row.Right);
}

namespace ArticleApi.Attacks;

/// <summary>What was to be reached, and what was.</summary>
internal sealed class Goals
{
    private readonly List<(string What, string Goal, string Measured, bool IsMet)> _rows = [];

    public bool AreMet => _rows.TrueForAll(row => row.IsMet);

    public void Add(string what, string goal, string measured, bool isMet) => _rows.Add((what, goal, measured, isMet));

    /// <param name="found">Each one thing that must not be, with what it is alike to; one of a kind is shown.</param>
    public void AddNone(string what, string goal, IReadOnlyCollection<(string Kind, string What)> found, string of)
    {
        var kinds = found.GroupBy(one => one.Kind).OrderByDescending(kind => kind.Count()).ToList();
        foreach (var kind in kinds.Take(20))
            Console.WriteLine($"  ! {kind.Key} ({kind.Count():N0}), such as {kind.First().What}");
        if (kinds.Count > 20)
            Console.WriteLine($"  ! … and {kinds.Count - 20} kinds more");
        Add(what, goal, $"{found.Count:N0} of {of}", found.Count == 0);
    }

    public void AddNone(string what, string goal, IReadOnlyCollection<string> found, string of) =>
        AddNone(what, goal, [.. found.Select(one => (Of(one), one))], of);

    // Numbers and made-up words aside, they are alike.
    private static string Of(string one) => one.Length > 40 ? one[..40] + "…" : one;

    public void Print()
    {
        Console.WriteLine();
        Console.WriteLine("| | goal | measured | |");
        Console.WriteLine("| --- | --- | --- | --- |");
        foreach (var (what, goal, measured, isMet) in _rows)
            Console.WriteLine($"| {what} | {goal} | {measured} | {(isMet ? "met" : "**missed**")} |");
    }
}

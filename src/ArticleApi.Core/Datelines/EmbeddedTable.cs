namespace ArticleApi.Core.Datelines;

/// <summary>
/// The lists of places that are built into the assembly: what a machine knows of regions differs from release to
/// release, and what was read must not.
/// </summary>
internal static class EmbeddedTable
{
    /// <summary>The cells of each line, comments apart.</summary>
    public static IEnumerable<string[]> ReadRows(string name)
    {
        using var reader = new StreamReader(OpenStream(name));
        while (reader.ReadLine() is { } line)
        {
            if (line.Length > 0 && line[0] != '#')
                yield return line.Split('\t');
        }
    }

    public static Stream OpenStream(string name) =>
        typeof(EmbeddedTable).Assembly.GetManifestResourceStream(name)
        ?? throw new InvalidOperationException($"{name} is not built in.");
}

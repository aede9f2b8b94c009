namespace ArticleApi.Attacks;

/// <summary>One request, and the same one for what does not exist.</summary>
/// <param name="Path">Path and query.</param>
/// <param name="Of">The hidden thing that is asked for; null where none is.</param>
/// <param name="IsComponent">It is asked for by what the desk may see of any picture.</param>
internal sealed record Probe(
    string Method,
    string Path,
    Hidden? Of = null,
    bool IsComponent = false,
    string? Accept = null,
    string? Tag = null
)
{
    /// <summary>The hidden value in the request, and one of the same length that is nobody's.</summary>
    public (string Hidden, string Missing)? Twin { get; init; }

    public string TwinPath =>
        Twin is var (hidden, missing) ? Path.Replace(hidden, missing, StringComparison.Ordinal) : Path;

    public (string Name, string Value)[] Headers
    {
        get
        {
            var headers = new List<(string Name, string Value)>();
            if (Accept is not null)
                headers.Add(("Accept", Accept));
            if (Tag is not null)
                headers.Add(("If-None-Match", Tag));
            return [.. headers];
        }
    }

    /// <summary>The kind of request, for a report.</summary>
    public string Operation => string.Join('/', Path.Split('?')[0].Split('/').Where(part => part.Length < 20));

    public string Asked =>
        $"{Method} {Path}{string.Concat(Headers.Select(header => $" {header.Name}: {header.Value}"))}";
}

namespace ArticleApi.Attacks;

/// <summary>
/// The requests of the walk: every operation that reads, with every value of every parameter that the contract names
/// and with all that could be known of what is hidden, alone and together with others.
/// </summary>
internal sealed class Probes
{
    private static readonly string?[] Types =
    [
        null,
        null,
        null,
        "application/json",
        "application/ld+json",
        "text/html,*/*",
        "application/rss+xml",
        "image/png",
    ];

    private static readonly string?[] Tags = [null, null, null, null, "\"1\"", "W/\"1\"", "*"];

    private static readonly Dictionary<string, string> Gone = new()
    {
        ["NR"] = "FM",
        ["TV"] = "MH",
        ["PW"] = "SB",
        ["KI"] = "FJ",
        ["VU"] = "NE",
        ["WS"] = "TD",
        ["TO"] = "ML",
        ["BT"] = "GA",
        ["LS"] = "BJ",
        ["GM"] = "BI",
        ["TG"] = "RW",
        ["KM"] = "BZ",
        ["DM"] = "BF",
        ["GD"] = "ER",
        ["LA"] = "BN",
        ["DJ"] = "CF",
        ["SR"] = "GY",
        ["SM"] = "AD",
    };

    private readonly IReadOnlyList<Operation> _operations;
    private readonly MarkedCorpus _corpus;
    private readonly Marks _marks;
    private readonly Random _dice;
    private readonly Dictionary<string, string> _missing = [];

    public Probes(IReadOnlyList<Operation> operations, MarkedCorpus corpus, Marks marks, Random dice) =>
        (_operations, _corpus, _marks, _dice) = (operations, corpus, marks, dice);

    /// <summary>Each value by itself.</summary>
    public IEnumerable<Probe> Alone()
    {
        foreach (
            var path in new[]
            {
                "/",
                "/health/live",
                "/health/ready",
                "/openapi/v1.json",
                "/swagger/index.html",
                "/sitemap-news.xml",
            }
        )
            yield return new("GET", path);
        foreach (var operation in _operations)
        {
            foreach (var address in Addresses(operation))
                yield return address;
            foreach (var type in operation.Types)
                yield return Plain(operation) with
                {
                    Accept = type,
                };
            foreach (var parameter in operation.Query)
            {
                foreach (var (value, of, component) in Values(operation, parameter))
                    yield return With(Plain(operation), parameter.Name, value, of, component);
            }
        }
    }

    /// <summary>Some of all the ways to put them together, without end.</summary>
    public IEnumerable<Probe> Together()
    {
        var addresses = _operations.ToDictionary(operation => operation, operation => Addresses(operation).ToList());
        var lists = _operations.Where(operation => operation.Query.Count > 5).ToArray();
        while (true)
        {
            var operation = _dice.Next(3) == 0 ? Pick(_operations) : Pick(lists);
            var probe = Pick(addresses[operation]);
            foreach (
                var parameter in _dice.GetItems(
                    operation.Query.ToArray(),
                    operation.Query.Count == 0 ? 0 : _dice.Next(5)
                )
            )
            {
                var values = Values(operation, parameter).ToList();
                if (values.Count == 0)
                    continue;

                var (value, of, component) = Pick(values);
                // One hidden thing at a time, so that the answer can be held against that for a missing one.
                if (of is null || probe.Of is null)
                    probe = With(probe, parameter.Name, value, of, component);
            }

            yield return probe with
            {
                Method = _dice.Next(12) == 0 ? "HEAD" : "GET",
                Accept = Pick(Types),
                Tag = Pick(Tags),
            };
        }
    }

    /// <summary>Something like it that does not exist.</summary>
    public string MissingFor(string hidden)
    {
        if (_missing.TryGetValue(hidden, out var known))
            return known;

        var missing =
            Gone.GetValueOrDefault(hidden)
            ?? (
                Guid.TryParse(hidden, out _)
                    ? hidden[..24]
                        + _dice.Next().ToString("x8", System.Globalization.CultureInfo.InvariantCulture)
                        + hidden[32..]
                : hidden.StartsWith("report-", StringComparison.Ordinal) ? $"report-{_marks.Missing(12)}-of-the-day"
                : _marks.Missing(hidden.Length)
            );
        return _missing[hidden] = missing;
    }

    private T Pick<T>(IReadOnlyList<T> from) => from[_dice.Next(from.Count)];

    private Probe Plain(Operation operation) => Addresses(operation).First();

    private Probe With(Probe probe, string name, string value, Hidden? of, bool component)
    {
        var separator = probe.Path.Contains('?', StringComparison.Ordinal) ? '&' : '?';
        var with = probe with { Path = $"{probe.Path}{separator}{name}={Uri.EscapeDataString(value)}" };
        if (of is null)
            return with;

        // The value may be dressed up, as in headline:word*.
        var hidden = Known(of).First(known => value.Contains(known, StringComparison.Ordinal));
        return with with { Of = of, IsComponent = component, Twin = (hidden, MissingFor(hidden)) };
    }

    private static IEnumerable<string> Known(Hidden of) =>
        [
            of.Id,
            of.Article.Slug,
            .. of.Article.Words,
            of.Article.CaptionWord,
            .. of.Article.Filters.Select(filter => filter.Value),
            .. of.Images,
        ];

    // The first is of something public.
    private IEnumerable<Probe> Addresses(Operation operation)
    {
        if (!operation.Path.Contains('{', StringComparison.Ordinal))
        {
            yield return new("GET", operation.Path);
            yield break;
        }

        var kind = operation.Path.Split('/')[2];
        var picture = _corpus.Public.First(article => article["images"]!.AsArray().Count > 0);
        var open = kind switch
        {
            "articles" => [(string)picture["id"]!, (string)picture["slug"]!, (string)_corpus.Public[^1]["id"]!],
            "images" => [(string)picture["images"]![0]!["id"]!],
            "captions" => [(string)picture["images"]![0]!["caption"]!["id"]!],
            "datelines" => [(string)picture["images"]![0]!["caption"]!["dateline"]!["id"]!],
            _ => new[] { _missing.Values.FirstOrDefault(Guid.Empty.ToString()) },
        };
        foreach (var id in open)
        {
            yield return new("GET", Fill(operation.Path, id, "1"));
            if (operation.Path.Contains("{version}", StringComparison.Ordinal))
                yield return new("GET", Fill(operation.Path, id, "2"));
        }

        foreach (var hidden in _corpus.Hidden)
        {
            var ids = kind switch
            {
                "articles" => [hidden.Id, hidden.Article.Slug],
                "images" => hidden.IsOfPublicPicture ? [] : hidden.Images,
                "captions" => hidden.Captions,
                "datelines" => hidden.Datelines,
                _ => Enumerable.Empty<string>(),
            };
            foreach (var id in ids)
            {
                yield return new("GET", Fill(operation.Path, id, "1"), hidden, kind != "articles")
                {
                    Twin = (id, MissingFor(id)),
                };
            }
        }
    }

    private static string Fill(string path, string id, string version) =>
        path.Replace("{id}", id, StringComparison.Ordinal).Replace("{version}", version, StringComparison.Ordinal);

    private IEnumerable<(string Value, Hidden? Of, bool Component)> Values(Operation operation, Parameter parameter)
    {
        foreach (var value in parameter.Values)
            yield return (value, null, false);

        var components =
            !operation.Path.StartsWith("/v1/articles", StringComparison.Ordinal)
            && !operation.Path.StartsWith("/feeds", StringComparison.Ordinal)
            && operation.Path != "/v1/changes";
        foreach (var hidden in _corpus.Hidden)
        {
            foreach (var (_, value) in hidden.Article.Filters.Where(filter => filter.Name == parameter.Name))
                yield return (value, hidden, components);
            if (parameter.Name == "q")
            {
                foreach (var word in hidden.Article.Words.Append(hidden.Article.CaptionWord))
                {
                    yield return (word, hidden, components);
                    yield return ($"{word[..^2]}* OR {word}", hidden, components);
                    yield return (
                        $"rain OR headline:{word} OR body:{word} OR caption:{word} OR abstract:{word}",
                        hidden,
                        components
                    );
                    yield return ($"rain -{word}", hidden, components);
                }
            }

            // The picture that a draft shares is everybody's.
            if (parameter.Name is "id" or "exclude" or "after" && !(components && hidden.IsOfPublicPicture))
            {
                yield return (
                    components && operation.Path.Contains("images", StringComparison.Ordinal)
                        ? hidden.Images.First()
                        : hidden.Id,
                    hidden,
                    components
                );
            }
        }

        if (parameter.Name == "q")
            yield return (Marks.Beginning + "*", null, false);
        if (parameter.Name is "section")
            yield return ("world", null, false);
        if (parameter.Name is "tag")
            yield return ("open,plain", null, false);
        if (parameter.Name is "photoPlace" or "place")
            yield return ("Lisbon", null, false);
        if (parameter.Name == "after")
            yield return ("now", null, false);
        if (
            parameter.Name.EndsWith("From", StringComparison.Ordinal)
            || parameter.Name.EndsWith("Before", StringComparison.Ordinal)
        )
        {
            yield return ("1890-01-01", null, false);
            yield return ("2045-01-01", null, false);
        }
    }
}

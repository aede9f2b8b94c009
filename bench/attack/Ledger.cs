using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ArticleApi.Attacks;

/// <summary>What was written, what of it was acknowledged, and whether the service still says so.</summary>
internal sealed class Ledger
{
    private readonly ConcurrentDictionary<string, Entry> _entries = new();
    private int _acknowledged;

    public int Acknowledged => _acknowledged;

    /// <summary>A new article, a change of it, or five at once; whatever happens to the service meanwhile.</summary>
    public async Task WriteAsync(Client client, string name, int number)
    {
        if (number % 7 == 6)
            await ImportAsync(client, name);
        else if (await CreateAsync(client, name) is { } made && number % 2 == 0)
            await ChangeAsync(client, made, name);
    }

    /// <summary>What is not as it was acknowledged.</summary>
    public async Task<List<string>> CheckAsync(Client desk)
    {
        var wrong = new List<string>();
        var lines = (await desk.MustAsync("GET", "/v1/articles/export")).Text.Split(
            '\n',
            StringSplitOptions.RemoveEmptyEntries
        );
        var there = lines.Select(line => JsonNode.Parse(line)!).ToList();
        var byHeadline = there.ToLookup(article => (string)article["headline"]!);
        foreach (var (headline, entry) in _entries)
        {
            var found = byHeadline[headline].ToList();
            if (found.Count > 1)
                wrong.Add($"{headline} is there {found.Count} times");
            if (found.Count == 0 && entry.IsAcknowledged)
                wrong.Add($"{headline} was acknowledged, and is not there");
            if (found.Count == 1 && !entry.Abstracts.Contains((string?)found[0]["abstract"]))
                wrong.Add($"{headline} says {found[0]["abstract"]?.ToJsonString()}, and was acknowledged otherwise");
        }

        if (there.Count != there.Select(article => (string)article["headline"]!).Distinct().Count())
            wrong.Add("some article is there twice");
        wrong.AddRange(await CheckIndexAsync(desk, there));
        return wrong;
    }

    private static async Task<List<string>> CheckIndexAsync(Client desk, List<JsonNode> there)
    {
        var wrong = new List<string>();
        var tags = there.CountBy(article => (string)article["tags"]![0]!["slug"]!).ToDictionary();
        foreach (var (tag, count) in tags)
        {
            foreach (var query in new[] { $"tag={tag}", $"q={tag.Replace("-", "", StringComparison.Ordinal)}word" })
            {
                var total = (int)
                    (await desk.MustAsync("GET", $"/v1/articles?{query}&total=exact&limit=1")).Json["page"]!["total"]!;
                if (total != count)
                    wrong.Add($"{query} finds {total} of {count} articles");
            }
        }

        var facets = (await desk.MustAsync("GET", "/v1/articles?facets=tag&facetLimit=100&limit=0")).Json;
        foreach (var value in facets["facets"]!["tag"]!.AsArray())
        {
            // Counted up to the first 10,000 matches.
            if (there.Count < 10_000 && (int)value!["count"]! != tags.GetValueOrDefault((string)value["value"]!))
                wrong.Add(
                    $"the facet counts {value["count"]} articles under {value["value"]} of {tags.GetValueOrDefault((string)value["value"]!)}"
                );
        }

        return wrong;
    }

    private static Dictionary<string, object?> Article(string name)
    {
        var tag = name.Sum(letter => letter) % 7;
        return new()
        {
            ["headline"] = $"Written {name}",
            ["language"] = "en",
            ["body"] = new[] { new { type = "paragraph", text = $"The tag{tag}word stands in the text of {name}." } },
            ["tags"] = new[]
            {
                new { slug = string.Create(CultureInfo.InvariantCulture, $"tag-{tag}"), name = $"Tag {tag}" },
            },
        };
    }

    private async Task<Answer?> CreateAsync(Client client, string name)
    {
        var article = Article(name);
        article["status"] = "published";
        var entry = Begin(article);
        var answer = await TryAsync(client, "POST", "/v1/articles", article);
        if (answer is { Status: 201 })
            Acknowledge(entry);
        return answer is { Status: 201 } ? answer : null;
    }

    private async Task ChangeAsync(Client client, Answer made, string name)
    {
        var entry = _entries[$"Written {name}"];
        entry.Abstracts.Add($"Changed {name}");
        var answer = await TryAsync(
            client,
            "PATCH",
            $"/v1/articles/{made.Json["id"]}",
            new { @abstract = $"Changed {name}" },
            ("If-Match", made.Header("ETag")!)
        );
        if (answer is { Status: 200 })
        {
            entry.Abstracts.Remove(null);
            Interlocked.Increment(ref _acknowledged);
        }
    }

    private async Task ImportAsync(Client client, string name)
    {
        var articles = Enumerable.Range(0, 5).Select(number => Article($"{name}-{number}")).ToList();
        var entries = articles.ConvertAll(article => Begin(article));
        var document = Encoding.UTF8.GetBytes(
            string.Join('\n', articles.Select(article => JsonSerializer.Serialize(article)))
        );
        var answer = await TryAsync(client, "POST", "/v1/import", document);
        if (answer is { Status: 200 } && answer.Json["data"]!.AsArray().Count == 5)
            entries.ForEach(Acknowledge);
    }

    private Entry Begin(Dictionary<string, object?> article) => _entries[(string)article["headline"]!] = new();

    private void Acknowledge(Entry entry)
    {
        entry.IsAcknowledged = true;
        Interlocked.Increment(ref _acknowledged);
    }

    private static async Task<Answer?> TryAsync(
        Client client,
        string method,
        string path,
        object body,
        params (string Name, string Value)[] headers
    )
    {
        try
        {
            var answer = await client.SendAsync(method, path, body, headers);
            if (answer.Status >= 500)
                await Task.Delay(20);
            return answer;
        }
        catch (HttpRequestException)
        {
            await Task.Delay(20);
            return null;
        }
    }

    private sealed class Entry
    {
        public bool IsAcknowledged { get; set; }

        /// <summary>What the abstract may be.</summary>
        public List<string?> Abstracts { get; } = [null];
    }
}

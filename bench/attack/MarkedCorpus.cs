using System.Globalization;
using System.Text.Json.Nodes;

namespace ArticleApi.Attacks;

/// <summary>
/// Writes what everybody may see, and beside it what they may not, marked in every member, through the API.
/// </summary>
internal sealed class MarkedCorpus(Client desk, Marks marks, JsonNode contract)
{
    // Countries that nothing public names, and the years in which only hidden pictures were taken.
    private static readonly (string Code, string Name)[] Places =
    [
        ("NR", "Nauru"),
        ("TV", "Tuvalu"),
        ("PW", "Palau"),
        ("KI", "Kiribati"),
        ("VU", "Vanuatu"),
        ("WS", "Samoa"),
        ("TO", "Tonga"),
        ("BT", "Bhutan"),
        ("LS", "Lesotho"),
        ("GM", "Gambia"),
        ("TG", "Togo"),
        ("SM", "San Marino"),
        ("KM", "Comoros"),
        ("DM", "Dominica"),
        ("GD", "Grenada"),
        ("LA", "Laos"),
        ("DJ", "Djibouti"),
        ("SR", "Suriname"),
    ];

    private int _made;

    public List<Hidden> Hidden { get; } = [];

    public List<JsonNode> Public { get; } = [];

    private static TimeProvider Clock => TimeProvider.System;

    public async Task WritePublicAsync()
    {
        for (var number = 0; number < 30; number++)
            Public.Add(await WriteAsync(Open(number)));
    }

    public async Task WriteHiddenAsync()
    {
        await WriteNeverPublicAsync();
        await WriteOncePublicAsync();
    }

    /// <summary>What is not in a package of the section that is open: never was, left it, or went.</summary>
    public async Task WriteOutsideAsync()
    {
        await HideAsync("outside the package", Sight.Outside, []);
        var left = await HideAsync(
            "left the package",
            Sight.Outside,
            new() { ["section"] = new { slug = "world" } },
            had: Sight.Public
        );
        await desk.MustAsync(
            "PATCH",
            $"/v1/articles/{left.Id}",
            new { section = new { name = marks.Word(Sight.Outside) } },
            ("If-Match", "*")
        );
        await GoAsync("withdrawn outside the package", Sight.Desk, [], delete: false, had: Sight.Outside);
    }

    /// <summary>What no reader can have noticed.</summary>
    public async Task WriteNeverPublicAsync()
    {
        var far = Clock.GetUtcNow().AddYears(20).ToString("O", CultureInfo.InvariantCulture);
        await HideAsync("draft", Sight.Desk, new() { ["status"] = "draft" });
        await HideAsync("embargoed", Sight.Embargo, new() { ["embargoUntil"] = far });
        await HideAsync("published in the future", Sight.Embargo, new() { ["publishedAt"] = far });
        await PublishInFutureAsync(far);
        await HideAsync(
            "a draft like a public article",
            Sight.Desk,
            new() { ["status"] = "draft", ["bodyText"] = Public[0]["body"]!.AsArray()[0]!["text"]!.ToString() }
        );
        await HideAsync(
            "a draft with public labels",
            Sight.Desk,
            new()
            {
                ["status"] = "draft",
                ["section"] = new { slug = "world" },
                ["tags"] = new[] { new { slug = "open" } },
                ["bylines"] = new[] { new { slug = "jane-open" } },
            }
        );
        await DraftUsesPublicPictureAsync();
        await GoAsync("a deleted draft", Sight.Nobody, new() { ["status"] = "draft" }, delete: true);
        await GoAsync(
            "withdrawn under embargo",
            Sight.Desk,
            new() { ["embargoUntil"] = far },
            delete: false,
            had: Sight.Embargo
        );
        // Who saw it under embargo may be told that it went.
        marks.Add(Guid.Parse(Hidden[^1].Id), Sight.Embargo);
    }

    /// <summary>What readers had once.</summary>
    public async Task WriteOncePublicAsync()
    {
        if (
            contract["components"]!["schemas"]!["NewArticle"]!
                .ToJsonString()
                .Contains("\"expiresAt\"", StringComparison.Ordinal)
        )
            await ExpireAsync();
        await GoAsync("withdrawn", Sight.Desk, [], delete: false, had: Sight.Public);
        await GoAsync("deleted", Sight.Nobody, [], delete: true, had: Sight.Public);
        await DraftThenPublishAsync();
    }

    /// <summary>Changes what is hidden, and leaves it hidden.</summary>
    public async Task EditHiddenAsync()
    {
        foreach (
            var hidden in Hidden.Where(hidden => hidden.Kind is "draft" or "embargoed" or "published in the future")
        )
        {
            var edit = new { headline = $"Edited {marks.Word(hidden.Sight)}", tags = new[] { new { name = "Open" } } };
            await desk.MustAsync("PATCH", $"/v1/articles/{hidden.Id}", edit, ("If-Match", "*"));
        }
    }

    private static Dictionary<string, object?> Open(int number) =>
        new()
        {
            ["status"] = "published",
            ["headline"] = $"Open news number {number}",
            ["language"] = "en",
            ["bodyText"] =
                $"Rain fell in Lisbon for {number} days, and everybody waited for the sun to come out again, as they do.",
            ["publishedAt"] = number % 5 == 0 ? null : $"2021-05-{number % 28 + 1:00}T10:00:00Z",
            ["section"] = new { name = "World", slug = "world" },
            ["tags"] = new[] { new { name = number % 2 == 0 ? "Open" : "Plain" } },
            ["bylines"] = new[] { new { name = "Jane Open" } },
            ["images"] =
                number % 3 != 0
                    ? null
                    : new[]
                    {
                        new
                        {
                            altText = "A street in the rain",
                            credit = new
                            {
                                line = "Open Photos",
                                agency = "Open Photos",
                                photographer = "Joao Open",
                            },
                            caption = new
                            {
                                raw = $"People walk in the rain in Lisbon, Portugal, March {number % 28 + 1}, 2021.",
                            },
                        },
                    },
        };

    private async Task<JsonNode> WriteAsync(object article) =>
        (await desk.MustAsync("POST", "/v1/articles", article)).Json;

    private MarkedArticle Make(Sight sight)
    {
        var place = Places[_made % Places.Length];
        var year = 1901 + _made++;
        // Two hidden articles may share a country only where both are hidden from the same callers.
        marks.Add(place.Name.ToLowerInvariant(), sight, true);
        marks.Add($"{year}-03-11", sight, true);
        return new(component => marks.Word(sight, component), place, year);
    }

    private async Task<Hidden> HideAsync(
        string kind,
        Sight sight,
        Dictionary<string, object?> members,
        Sight? had = null
    )
    {
        var article = Make(sight);
        article.Body["status"] = "published";
        foreach (var (name, value) in members)
            article.Body[name] = value;
        var hidden = new Hidden(kind, sight, had, await WriteAsync(article.Body), article);
        Hidden.Add(hidden);
        if (had != Sight.Public)
            marks.Add(Guid.Parse(hidden.Id), had == Sight.Outside ? Sight.Outside : sight);
        return hidden;
    }

    private async Task PublishInFutureAsync(string far)
    {
        var hidden = await HideAsync(
            "published later on",
            Sight.Embargo,
            new() { ["status"] = "draft" },
            had: Sight.Desk
        );
        await desk.MustAsync("POST", $"/v1/articles/{hidden.Id}/publish", new { publishedAt = far });
    }

    private async Task ExpireAsync()
    {
        var soon = Clock.GetUtcNow().AddSeconds(2);
        var hidden = await HideAsync(
            "expired",
            Sight.Desk,
            new() { ["expiresAt"] = soon.ToString("O", CultureInfo.InvariantCulture) },
            had: Sight.Public
        );
        using var open = new Client(desk.Url);
        for (var tries = 0; tries < 100 && (await open.GetAsync($"/v1/articles/{hidden.Id}")).Status == 200; tries++)
            await Task.Delay(100);
    }

    private async Task GoAsync(
        string kind,
        Sight sight,
        Dictionary<string, object?> members,
        bool delete,
        Sight? had = null
    )
    {
        var hidden = await HideAsync(kind, sight, members, had);
        if (delete)
            await desk.MustAsync("DELETE", $"/v1/articles/{hidden.Id}?reason=Gone", null, ("If-Match", "*"));
        else
            await desk.MustAsync("POST", $"/v1/articles/{hidden.Id}/withdraw", new { reason = "Gone" });
    }

    // Its first version stays with the desk, though the article is everybody's.
    private async Task DraftThenPublishAsync()
    {
        var article = Make(Sight.Desk);
        article.Body["status"] = "draft";
        var first = await WriteAsync(article.Body);
        var open = Open(31);
        foreach (var name in article.Body.Keys.Except(open.Keys))
            open[name] = null;
        open.Remove("status");
        open["images"] = Array.Empty<object>();
        open["slug"] = "open-news-that-was-a-draft";
        await desk.MustAsync("PATCH", $"/v1/articles/{first["id"]}", open, ("If-Match", "*"));
        Public.Add((await desk.MustAsync("POST", $"/v1/articles/{first["id"]}/publish", new { })).Json);
    }

    private async Task DraftUsesPublicPictureAsync()
    {
        var picture = Public.First(article => article["images"]!.AsArray().Count > 0)["images"]![0]!;
        var article = Make(Sight.Desk);
        article.Body["status"] = "draft";
        article.Body["images"] = new[]
        {
            new
            {
                id = (string)picture["id"]!,
                caption = article.Caption(marks.Word(Sight.Desk, true), Places[_made % 12], 1890),
            },
        };
        marks.Add("1890-03-11", Sight.Desk, true);
        var document = await WriteAsync(article.Body);
        marks.Add(Guid.Parse((string)document["id"]!), Sight.Desk);
        // The picture itself is everybody's.
        var hidden = new Hidden(Attacks.Hidden.OfPublicPicture, Sight.Desk, null, document, article);
        Hidden.Add(hidden);
    }
}

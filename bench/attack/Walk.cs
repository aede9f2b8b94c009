using System.Collections.Concurrent;
using System.Text.RegularExpressions;

namespace ArticleApi.Attacks;

/// <summary>
/// Asks everything the contract offers, as everybody: no answer may hold a mark of what is not the caller's to see, and
/// what is hidden is answered as what does not exist.
/// </summary>
internal static partial class Walk
{
    private static readonly string[] PackageSections = ["world"];

    private static readonly string[][] PartnerScopes =
    [
        ["articles:read"],
        ["articles:read", "embargo:read", "subscriber:read"],
    ];

    public static async Task RunAsync(Attack attack)
    {
        await using var stage = await Stage.StartAsync(
            attack,
            "walk",
            ("OutputCache__Megabytes", "0"),
            Stage.ManyExports,
            Stage.ManySearches
        );
        var marks = new Marks(attack.Dice);
        using var desk = stage.Desk();
        using var open = stage.Open();
        var contract = (await open.MustAsync("GET", "/openapi/v1.json")).Json;
        var corpus = new MarkedCorpus(desk, marks, contract);
        await corpus.WritePublicAsync();
        await corpus.WriteHiddenAsync();
        await corpus.WriteOutsideAsync();
        await MarkPlacesAsync(stage, corpus, marks);

        IReadOnlyList<Caller> callers = [.. stage.Callers(), .. await MakePartnersAsync(desk)];
        var clients = callers.ToDictionary(caller => caller, caller => new Client(stage.Service.Url, caller.Key));
        var probes = new Probes(Contract.ReadsOf(contract), corpus, marks, attack.Dice);
        var (leaks, tells) = (new ConcurrentBag<(string, string)>(), new ConcurrentBag<(string, string)>());
        var failures = new ConcurrentBag<string>();
        var asked = 0;

        async Task<Answer> AskAsync(Caller caller, Probe probe, string path)
        {
            var answer = await clients[caller].SendAsync(probe.Method, path, null, probe.Headers);
            Interlocked.Increment(ref asked);
            var what = $"{caller.Name}: {probe.Asked} → {answer.Status}";
            if (marks.Find(answer.All, path, caller) is { } mark)
                leaks.Add((mark, what));
            if (answer.Status is 500 or 502 or 504)
                failures.Add(what);
            return answer;
        }

        async Task TryAsync(Caller caller, Probe probe)
        {
            var answer = await AskAsync(caller, probe, probe.Path);
            if (probe is not { Of: { } of, Twin: var (hidden, missing) } || caller.Sees(of.Sight, probe.IsComponent))
                return;
            // Whoever had it may be told that it is gone.
            if (
                of.Had is { } had
                && caller.Sees(had, false)
                && (hidden == of.Id || hidden == of.Article.Slug || probe.Operation == "/v1/changes")
            )
                return;
            if (caller.IsStaff && of.Sight != Sight.Embargo)
                return;

            var twin = await AskAsync(caller, probe, probe.TwinPath);
            if (Comparable(answer, hidden) != Comparable(twin, missing))
                tells.Add(
                    (
                        $"{of.Kind} by {probe.Operation}",
                        $"{caller.Name}: {probe.Asked} → {answer.Status}, but {probe.TwinPath} → {twin.Status}"
                    )
                );
        }

        var alone = probes.Alone().ToArray();
        if (attack.IsShort)
        {
            attack.Dice.Shuffle(alone);
            alone = alone[..Math.Min(alone.Length, attack.Requests / 3)];
        }

        await Attack.ManyAsync(
            alone.SelectMany(probe =>
                callers.Where(caller => IsWorthIt(attack, caller)).Select(caller => (caller, probe))
            ),
            pair => TryAsync(pair.caller, pair.probe)
        );
        using (var together = probes.Together().GetEnumerator())
        {
            while (asked < attack.Requests)
            {
                var some = Enumerable
                    .Range(0, 500)
                    .Select(_ =>
                    {
                        together.MoveNext();
                        return (caller: callers[attack.Dice.Next(callers.Count)], probe: together.Current);
                    })
                    .ToList();
                await Attack.ManyAsync(some, pair => TryAsync(pair.caller, pair.probe));
            }
        }

        foreach (var client in clients.Values)
            client.Dispose();
        attack.Goals.AddNone(
            "marked text of what is hidden, found by a walk of operation × caller × format × filter",
            attack.IsShort ? "0 (short: a sample)" : "0 of ≥ 20,000",
            leaks,
            $"{asked:N0} answers"
        );
        attack.Goals.AddNone(
            "hidden things that are answered otherwise than missing ones",
            "0",
            tells,
            $"{asked:N0} answers"
        );
        attack.Goals.AddNone("requests of the walk that the service failed at", "0", failures, $"{asked:N0} answers");
    }

    // What is hidden of any kind is in no package of theirs.
    private static async Task<IReadOnlyList<Caller>> MakePartnersAsync(Client desk)
    {
        var package = await Partner.MakePackageAsync(desk, new { name = "World", sections = PackageSections });
        var partners = new List<Caller>();
        foreach (var scopes in PartnerScopes)
            partners.Add(
                new(
                    $"a package with {string.Join(' ', scopes)}",
                    await Partner.MakeKeyAsync(desk, package, scopes),
                    false,
                    false
                )
                {
                    IsOfPackage = true,
                }
            );
        return partners;
    }

    // In the short form not everybody asks everything: those without rights most.
    private static bool IsWorthIt(Attack attack, Caller caller) =>
        !attack.IsShort || caller.Key is null || attack.Dice.Next(4) == 0;

    private static async Task MarkPlacesAsync(Stage stage, MarkedCorpus corpus, Marks marks)
    {
        var open = corpus.Public.Select(article => (string)article["slug"]!).ToHashSet();
        var places = await stage.Database.ReadAsync(
            """SELECT "Slug", "PublicationKey" FROM article_heads WHERE "PublicationKey" IS NOT NULL""",
            row => (Slug: row.GetString(0), Place: row.GetInt64(1))
        );
        foreach (var (_, place) in places.Where(row => !open.Contains(row.Slug)))
            marks.Add(place);
    }

    // What names the request goes: the value itself, cursors and ids of feeds, which hold a digest of the list they
    // belong to, and the tag of such a body.
    private static string Comparable(Answer answer, string asked)
    {
        var text = OfRequest().Replace(Steady(answer), "");
        // A country's code may stand within another word.
        return asked.Length > 2
            ? text.Replace(asked, "§", StringComparison.Ordinal)
            : Regex.Replace(text, $@"\b{Regex.Escape(asked)}\b", "§");
    }

    /// <summary>An answer without what no two answers share.</summary>
    internal static string Steady(Answer answer) => Volatile().Replace(answer.All, "");

    [GeneratedRegex(
        "\"traceId\":\"[^\"]*\"|^(Date|traceparent): .*$",
        RegexOptions.Multiline | RegexOptions.IgnoreCase
    )]
    private static partial Regex Volatile();

    [GeneratedRegex(
        "\"next\":\"[^\"]*\"|cursor=[^&>\"]*|(?<=</subtitle>\\s*)<id>[^<]*</id>|^ETag: .*$",
        RegexOptions.Multiline | RegexOptions.IgnoreCase
    )]
    private static partial Regex OfRequest();
}

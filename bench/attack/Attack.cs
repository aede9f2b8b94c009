using System.Diagnostics;

namespace ArticleApi.Attacks;

/// <summary>
/// What all parts of the attack share: the service, empty and loaded databases to copy, keys, and the goals.
/// </summary>
internal sealed class Attack(Installation installation, string folder, string provider, string? corpus, int seed)
    : IAsyncDisposable
{
    private PostgresCluster? _cluster;
    private Database? _empty;
    private Database? _loaded;

    public Installation Installation => installation;

    public required bool IsShort { get; init; }

    /// <summary>How many answers the walk looks at.</summary>
    public int Requests => IsShort ? 3_000 : 24_000;

    public Random Dice { get; } = new(seed);

    public Goals Goals { get; } = new();

    /// <summary>A key for each scope alone, by its name, and one for <c>all</c>.</summary>
    public Dictionary<string, string> Keys { get; } = [];

    public bool IsPostgres => provider == "Postgres";

    public async Task<Database> EmptyAsync()
    {
        if (_empty is not null)
            return _empty;

        _empty = await CreateAsync("empty");
        await installation.RunAsync(_empty, "migrate");
        Keys["all"] = await KeyAsync("all", Installation.Scopes);
        await Task.WhenAll(
            Installation.Scopes.Select(async scope =>
            {
                var key = await KeyAsync(scope, scope);
                lock (Keys)
                    Keys[scope] = key;
            })
        );
        return _empty;
    }

    public async Task<Database> LoadedAsync()
    {
        if (_loaded is not null)
            return _loaded;

        _loaded = await (await EmptyAsync()).CopyAsync("loaded");
        await installation.RunAsync(
            _loaded,
            "import",
            corpus ?? throw new InvalidOperationException("This part needs --corpus.")
        );
        return _loaded;
    }

    /// <summary>Does something with each, a few at a time.</summary>
    public static async Task ManyAsync<T>(IEnumerable<T> all, Func<T, Task> action) =>
        await Parallel.ForEachAsync(
            all,
            new ParallelOptions { MaxDegreeOfParallelism = 8 },
            async (one, _) => await action(one)
        );

    public async Task RunAsync(string name, Func<Attack, Task> part)
    {
        var watch = Stopwatch.StartNew();
        Console.WriteLine($"{name} …");
        await part(this);
        Console.WriteLine($"{name}: {watch.Elapsed.TotalSeconds:0} s");
    }

    public async ValueTask DisposeAsync()
    {
        if (_cluster is not null)
            await _cluster.DisposeAsync();
    }

    private Task<string> KeyAsync(string name, params string[] scopes) =>
        installation.RunAsync(
            _empty!,
            ["keys", "create", name, .. scopes.SelectMany(scope => new[] { "--scope", scope })]
        );

    private async Task<Database> CreateAsync(string name)
    {
        if (!IsPostgres)
            return new SqliteDatabase(Path.Combine(folder, name + ".db"));

        if (_cluster is null)
        {
            _cluster = new(Directory.CreateDirectory(Path.Combine(folder, "postgres")).FullName);
            await _cluster.CreateAsync();
        }

        await _cluster.SqlAsync("postgres", $"CREATE DATABASE {name}");
        return new PostgresDatabase(_cluster, name);
    }
}

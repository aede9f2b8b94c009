namespace ArticleApi.Attacks;

/// <summary>A running service on a database that one attack may do with as it likes.</summary>
internal sealed class Stage : IAsyncDisposable
{
    /// <summary>Nobody is refused for coming at once with others, who would differ from others by it.</summary>
    public static readonly (string Name, string Value) ManyExports = ("Exports__AtOnce", "100");

    /// <inheritdoc cref="ManyExports"/>
    public static readonly (string Name, string Value) ManySearches = ("Searches__Workers", "16");

    private readonly Attack _attack;

    private Stage(Attack attack, Database database, Service service) =>
        (_attack, Database, Service) = (attack, database, service);

    public Database Database { get; }

    public Service Service { get; set; }

    /// <param name="settings">Beyond those of <see cref="Installation"/>.</param>
    public static async Task<Stage> StartAsync(
        Attack attack,
        string name,
        params (string Name, string Value)[] settings
    ) => await OnAsync(attack, await (await attack.EmptyAsync()).CopyAsync(name), settings);

    /// <summary>The same with the corpus of articles in it.</summary>
    public static async Task<Stage> StartLoadedAsync(
        Attack attack,
        string name,
        params (string Name, string Value)[] settings
    ) => await OnAsync(attack, await (await attack.LoadedAsync()).CopyAsync(name), settings);

    public Client Open(int connections = 64) => new(Service.Url, connections: connections);

    /// <summary>Somebody with every scope.</summary>
    public Client Desk(int connections = 64) => new(Service.Url, _attack.Keys["all"], connections);

    public IReadOnlyList<Caller> Callers() =>
        [
            new("open", null, false, false),
            new("a wrong key", "aak_" + new string('0', 64), false, false),
            .. Installation.Scopes.Select(scope => Caller.WithScopes(scope, _attack.Keys[scope], [scope])),
            Caller.WithScopes("all scopes", _attack.Keys["all"], Installation.Scopes),
        ];

    public ValueTask DisposeAsync() => Service.DisposeAsync();

    private static async Task<Stage> OnAsync(
        Attack attack,
        Database database,
        (string Name, string Value)[] settings
    ) => new(attack, database, await Service.StartAsync(attack.Installation, database, settings));
}

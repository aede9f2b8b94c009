using ArticleApi.Storage.Postgres;
using ArticleApi.Storage.Sqlite;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql;
using static Microsoft.EntityFrameworkCore.Diagnostics.CoreEventId;

namespace ArticleApi.Storage;

/// <summary>
/// Which database, and where. <c>Database:Provider</c> is <c>Sqlite</c> (the default) or <c>Postgres</c>;
/// <c>ConnectionStrings:Articles</c> says where.
/// </summary>
internal static class DatabaseServices
{
    public const string Sqlite = "Sqlite";
    public const string Postgres = "Postgres";

    /// <summary>
    /// Seconds that a request waits for another writer on SQLite, and for an answer of PostgreSQL. Its searches have
    /// less.
    /// </summary>
    private const int SqliteTimeout = 5;
    private const int PostgresTimeout = 10;

    /// <summary>What commands wait, whom nobody waits for.</summary>
    private const int PatientTimeout = 30;

    /// <summary>Seconds to a connection at most, and milliseconds for a server to end what it is told to.</summary>
    private const int ConnectTimeout = 2;
    private const int CancellationTimeout = 1000;

    /// <param name="isPatient">Whether no request waits for what is asked of the database.</param>
    public static IServiceCollection AddDatabase(
        this IServiceCollection services,
        IConfiguration configuration,
        string contentRoot,
        bool isPatient = false
    )
    {
        var provider = configuration["Database:Provider"] ?? Sqlite;
        var connection = configuration.GetConnectionString("Articles");

        services
            .AddSingleton<DatabaseSecret>()
            .AddSingleton<PackageCatalog>()
            .AddSingleton<CursorSeal>()
            .AddSingleton<DatabaseState>();
        return provider switch
        {
            Sqlite => services.AddSqlite(
                WithTimeouts(
                    new SqliteConnectionStringBuilder(connection ?? DefaultConnectionString(contentRoot)),
                    Timeout(configuration, SqliteTimeout, isPatient)
                )
            ),
            Postgres => services.AddPostgres(
                WithTimeouts(
                    new NpgsqlConnectionStringBuilder(
                        connection
                            ?? throw new InvalidOperationException(
                                "Database:Provider is Postgres, but ConnectionStrings:Articles is not set."
                            )
                    ),
                    Timeout(configuration, PostgresTimeout, isPatient)
                )
            ),
            _ => throw new InvalidOperationException(
                $"Database:Provider is '{provider}'; allowed are {Sqlite} and {Postgres}."
            ),
        };
    }

    private static IServiceCollection AddSqlite(this IServiceCollection services, string connection)
    {
        SqliteSettings.UseMultiThreadMode();

        return services
            .AddDbContext<ArticleDb, SqliteArticleDb>(
                (provider, options) =>
                    options.UseSqliteArticles(connection).AddInterceptors(provider.GetRequiredService<CommitGuard>())
            )
            .AddSingleton(_ => new OpenedFile(connection))
            .AddSingleton<CommitGuard>()
            .AddScoped<IRowWriter, SqliteRowWriter>()
            .AddSingleton<ISqlReader>(_ => new SqliteSqlReader(connection));
    }

    private static IServiceCollection AddPostgres(this IServiceCollection services, string connection) =>
        services
            .AddDbContext<ArticleDb, PostgresArticleDb>(options => options.UsePostgresArticles(connection))
            .AddScoped<IRowWriter, PostgresRowWriter>()
            .AddSingleton(_ => new OpenedFile(null))
            .AddSingleton<ISqlReader>(_ => new PostgresSqlReader(connection))
            .AddSingleton<TimeProvider>(new DatabaseClock(TimeProvider.System));

    public static DbContextOptionsBuilder UseSqliteArticles(this DbContextOptionsBuilder options, string connection) =>
        options
            .UseSqlite(connection, sqlite => sqlite.MigrationsAssembly(typeof(DatabaseServices).Assembly.FullName))
            .ReplaceService<IMigrationsSqlGenerator, WithoutRowIdSqlGenerator>()
            .AddInterceptors(new SqliteSettings())
            .LogOnce();

    public static DbContextOptionsBuilder UsePostgresArticles(
        this DbContextOptionsBuilder options,
        string connection
    ) =>
        options
            .UseNpgsql(connection, postgres => postgres.MigrationsAssembly(typeof(DatabaseServices).Assembly.FullName))
            .LogOnce();

    // Whoever handles what is thrown says what has to be said.
    private static DbContextOptionsBuilder LogOnce(this DbContextOptionsBuilder options) =>
        options.ConfigureWarnings(warnings =>
            warnings.Log(
                (RelationalEventId.ConnectionError, LogLevel.Debug),
                (RelationalEventId.CommandError, LogLevel.Debug),
                (RelationalEventId.TransactionError, LogLevel.Debug),
                (QueryIterationFailed, LogLevel.Debug),
                (SaveChangesFailed, LogLevel.Debug)
            )
        );

    private static int Timeout(IConfiguration configuration, int otherwise, bool isPatient) =>
        configuration.WholeNumber("Database:CommandTimeout", isPatient ? PatientTimeout : otherwise, 1, 3_600);

    // What an operator has set stays.
    private static string WithTimeouts(SqliteConnectionStringBuilder settings, int seconds)
    {
        if (!settings.ShouldSerialize("Default Timeout"))
            settings.DefaultTimeout = seconds;

        return settings.ToString();
    }

    private static string WithTimeouts(NpgsqlConnectionStringBuilder settings, int seconds)
    {
        if (!settings.ShouldSerialize("Timeout"))
            settings.Timeout = Math.Clamp(seconds / 2, 1, ConnectTimeout);
        // A driver whose time is up opens a connection to cancel what it waits for. A frozen server keeps it
        // waiting for that too.
        if (!settings.ShouldSerialize("Command Timeout"))
            settings.CommandTimeout = Math.Max(1, seconds - Math.Min(settings.Timeout, seconds / 2));
        // Asking for it costs every connection a round trip, and where the server is frozen the wait for one more.
        if (!settings.ShouldSerialize("GSS Encryption Mode"))
            settings.GssEncryptionMode = GssEncryptionMode.Disable;
        if (!settings.ShouldSerialize("Cancellation Timeout"))
            settings.CancellationTimeout = CancellationTimeout;

        return settings.ToString();
    }

    private static string DefaultConnectionString(string contentRoot)
    {
        var folder = SqliteFile.MakeFolder(Path.Combine(contentRoot, "data"));

        return new SqliteConnectionStringBuilder
        {
            DataSource = Path.Combine(folder.FullName, "articles.db"),
        }.ToString();
    }
}

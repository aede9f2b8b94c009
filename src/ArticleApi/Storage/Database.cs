using ArticleApi.Storage.Postgres;
using ArticleApi.Storage.Sqlite;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Migrations;

namespace ArticleApi.Storage;

/// <summary>Which database, and where. <c>Database:Provider</c> is <c>Sqlite</c> (the default) or <c>Postgres</c>; <c>ConnectionStrings:Articles</c> says where.</summary>
internal static class Database
{
    public const string Sqlite = "Sqlite";
    public const string Postgres = "Postgres";

    public static IServiceCollection AddDatabase(this IServiceCollection services, IConfiguration configuration, string contentRoot)
    {
        var provider = configuration["Database:Provider"] ?? Sqlite;
        var connection = configuration.GetConnectionString("Articles");

        services.AddSingleton<DatabaseSecret>();
        return provider switch
        {
            Sqlite => services.AddSqlite(connection ?? Default(contentRoot)),
            Postgres => services.AddPostgres(connection ?? throw new InvalidOperationException("Database:Provider is Postgres, but ConnectionStrings:Articles is not set.")),
            _ => throw new InvalidOperationException($"Database:Provider is '{provider}'; allowed are {Sqlite} and {Postgres}."),
        };
    }

    private static IServiceCollection AddSqlite(this IServiceCollection services, string connection)
    {
        SqliteSettings.Unguard();

        return services
            .AddDbContext<ArticleDb, SqliteArticleDb>(options => options.UseSqliteArticles(connection))
            .AddSingleton<IReads>(_ => new SqliteReads(connection));
    }

    private static IServiceCollection AddPostgres(this IServiceCollection services, string connection) => services
        .AddDbContext<ArticleDb, PostgresArticleDb>(options => options.UsePostgresArticles(connection))
        .AddSingleton<IReads>(_ => new PostgresReads(connection))
        .AddSingleton<TimeProvider>(new DatabaseClock(TimeProvider.System));

    public static DbContextOptionsBuilder UseSqliteArticles(this DbContextOptionsBuilder options, string connection) => options
        .UseSqlite(connection, sqlite => sqlite.MigrationsAssembly(typeof(Database).Assembly.FullName))
        .ReplaceService<IMigrationsSqlGenerator, SqliteTables>()
        .AddInterceptors(new SqliteSettings());

    public static DbContextOptionsBuilder UsePostgresArticles(this DbContextOptionsBuilder options, string connection) => options
        .UseNpgsql(connection, postgres => postgres.MigrationsAssembly(typeof(Database).Assembly.FullName));

    private static string Default(string contentRoot)
    {
        var folder = SqliteFile.MakeFolder(Path.Combine(contentRoot, "data"));

        return new SqliteConnectionStringBuilder { DataSource = Path.Combine(folder.FullName, "articles.db") }.ToString();
    }
}

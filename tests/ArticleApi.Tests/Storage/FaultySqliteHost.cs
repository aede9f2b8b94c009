using ArticleApi.Storage.Sqlite;
using ArticleApi.Tests.Infrastructure;
using Microsoft.AspNetCore.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ArticleApi.Tests.Storage;

/// <summary>On a SQLite file that is taken away, filled or locked; it follows the machine's clock.</summary>
internal sealed class FaultySqliteHost : SqliteHost
{
    private readonly LogCollector _log = new();

    private readonly PageLimitInterceptor _room = new();

    public int Timeout { get; init; } = 5;

    /// <summary>Where the database lies; null for the usual place.</summary>
    public SmallDisk? Disk { get; init; }

    public IEnumerable<LogEntry> Logged => _log.Entries;

    /// <summary>Leaves no room for another page, be it of the database or of its log.</summary>
    public async Task FillAsync()
    {
        Assert.True(await RunInScopeAsync(db => db.CompleteErasureAsync(default)));
        if (Disk is null)
            _room.Pages = await RunInScopeAsync(db =>
                db.Database.SqlQuery<long>($"SELECT page_count AS Value FROM pragma_page_count").SingleAsync()
            );
        Disk?.Fill();
    }

    public void Free()
    {
        _room.Pages = null;
        Disk?.Free();
    }

    protected override Task<string> CreateDatabaseAsync() =>
        Disk is null
            ? base.CreateDatabaseAsync()
            : Task.FromResult($"Data Source={Path.Combine(Disk.Folder, "articles.db")}");

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        base.ConfigureWebHost(builder);
        builder.UseSetting(
            "Database:CommandTimeout",
            Timeout.ToString(System.Globalization.CultureInfo.InvariantCulture)
        );
        builder.ConfigureLogging(logging => logging.AddProvider(_log));
        builder.ConfigureServices(services =>
            services
                .AddSingleton(TimeProvider.System)
                .ConfigureDbContext<SqliteArticleDb>(options => options.AddInterceptors(_room))
        );
    }
}

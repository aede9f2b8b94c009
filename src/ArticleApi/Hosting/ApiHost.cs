using ArticleApi.Auth;
using ArticleApi.Bulk;
using ArticleApi.Editing;
using ArticleApi.Editing.Contracts;
using ArticleApi.Features.Articles;
using ArticleApi.Features.Captions;
using ArticleApi.Features.Changes;
using ArticleApi.Features.Datelines;
using ArticleApi.Features.Feeds;
using ArticleApi.Features.Home;
using ArticleApi.Features.Images;
using ArticleApi.Features.Imports;
using ArticleApi.Features.Jobs;
using ArticleApi.Features.Keys;
using ArticleApi.Features.Labels;
using ArticleApi.Features.Packages;
using ArticleApi.Features.Parsing;
using ArticleApi.Http;
using ArticleApi.Http.Bodies;
using ArticleApi.Http.Caching;
using ArticleApi.Http.OpenApi;
using ArticleApi.Http.Problems;
using ArticleApi.Import;
using ArticleApi.Index;
using ArticleApi.Lists;
using ArticleApi.Log;
using ArticleApi.Search;
using ArticleApi.Storage;
using FluentValidation;
using Microsoft.Extensions.Configuration.Json;

namespace ArticleApi.Hosting;

/// <summary>The service, as a table of contents.</summary>
internal static class ApiHost
{
    private const string DefaultAddress = "http://localhost:5080";

    // Whoever follows the files of settings follows all of their folder: each write to a database in it would be told.
    private const string SettingsReadOnce = "--hostBuilder:reloadConfigOnChange=false";

    private const int MaxRequestLine = 128 * 1024;

    public static WebApplication Build(string[] args, bool quiet = false)
    {
        var builder = WebApplication.CreateBuilder([SettingsReadOnce, .. args]);
        builder.Configuration.Sources.Insert(0, BundledSettings());
        if (quiet)
            builder.Logging.SetMinimumLevel(LogLevel.Error);
        // Only where nobody says otherwise: a setting in a file would win over the environment.
        if (builder.Configuration["urls"] is null && builder.Configuration["http_ports"] is null)
            builder.WebHost.UseUrls(DefaultAddress);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            // What is too long is refused by us, who can say what is allowed.
            kestrel.Limits.MaxRequestLineSize = MaxRequestLine;
            kestrel.Limits.MaxRequestBodySize = JsonBody.MaxBytes + 1;
            kestrel.Limits.MaxRequestBufferSize = MaxRequestLine;
            // Whoever sends a trickle keeps nobody's room.
            kestrel.Limits.MinRequestBodyDataRate = new(
                bytesPerSecond: 16 * 1024,
                gracePeriod: TimeSpan.FromSeconds(10)
            );
        });
        // What waits unread takes no more of the memory than it must.
        builder.WebHost.UseSockets(sockets => sockets.MaxReadBufferSize = MaxRequestLine);

        builder.AddGracefulShutdown();
        builder.Services.AddHostedService<MemoryTrimmer>();

        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddDatabase(builder.Configuration, builder.Environment.ContentRootPath, isPatient: quiet);
        builder.Services.AddLog(builder.Configuration);
        builder.Services.AddIndex().AddSearch().AddEditing(builder.Configuration).AddImport().AddBulk();
        builder
            .Services.AddSingleton<IndexQueryBuilder>()
            .AddSingleton<ArticleListReader>()
            .AddScoped<ComponentListHandler>();
        builder
            .Services.AddApiKeys()
            .AddScoped<ApiKeyStore>()
            .AddSingleton<ApiKeyVerifier>()
            .AddSingleton<ApiKeyUsage>()
            .AddHostedService(services => services.GetRequiredService<ApiKeyUsage>())
            .AddSingleton<KeyWatcher>()
            .AddSingleton<IdempotencyStore>()
            .AddSingleton<DevelopmentKey>();
        builder.Services.AddValidatorsFromAssemblyContaining<ArticleInput>(
            ServiceLifetime.Singleton,
            includeInternalTypes: true
        );
        builder.Services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
        builder.Services.AddCrossOrigin();
        builder.Services.AddTrustedProxies(builder.Configuration);
        builder.Services.AddRateLimits(builder.Configuration, builder.Environment);
        builder
            .Services.AddSingleton<OutputCache>()
            .AddSingleton<CachedReaders>()
            .AddSingleton<PublicAddress>()
            .AddSingleton<AllowedMethods>()
            .AddSingleton<ArticleExporter>()
            .AddSingleton<WithdrawalTargets>()
            .AddScoped<ArticleVersionQueries>()
            .AddSingleton<SearchRunner>()
            .AddSingleton<RequestBodyReader>()
            .AddSingleton<IDatabaseProblems, DatabaseProblems>();
        builder.Services.AddChanges();
        var access = AccessOptions.FromConfiguration(builder.Configuration, builder.Environment.IsDevelopment());
        builder.Services.AddSingleton(access).AddOpenApiDocument(access);

        var app = builder.Build();
        // A setting that is wrong stops the start.
        _ = app.Services.GetRequiredService<ArticleExporter>();
        _ = app.Services.GetRequiredService<RequestBodyReader>();
        _ = app.Services.GetRequiredService<ChangeStreams>();
        app.UseGracefulShutdown();
        app.UseCommonHeaders();
        app.UseProblems();
        app.UseKnownMethods();
        app.UseDatabaseAvailability();
        app.UseRateLimits();
        app.UseOutputCache(app.Services.GetRequiredService<CachedReaders>().FindAudience);
        app.UseRouting();
        app.UseCrossOrigin();
        app.UseUrlCredentialRejection();
        app.UseAuthentication();
        app.UseInvalidKeyRejection();
        app.UseReadAccess();
        app.UseAllowedMethods();
        app.UseAuthorization();
        app.MapOpenApiDocument();
        app.MapDevelopmentKeyScript();
        app.MapHealth();

        var v1 = app.MapGroup("/v1").RejectUnknownParameters();
        v1.MapIndex();
        v1.MapArticles();
        v1.MapImport();
        v1.MapImages();
        v1.MapCaptions();
        v1.MapDatelines();
        v1.MapLabels();
        v1.MapParsing();
        v1.MapChanges(ArticleListDefinition.Definition);
        v1.MapPackages();
        v1.MapKeys();
        v1.MapJobs();
        app.MapFeeds(ArticleListDefinition.Definition);
        app.MapLandingPage();
        app.MapDocumentation();
        return app;
    }

    // The settings that come with the service hold wherever it is started; whatever else is set goes first.
    private static JsonConfigurationSource BundledSettings()
    {
        var source = new JsonConfigurationSource { Path = Path.Combine(AppContext.BaseDirectory, "appsettings.json") };
        source.ResolveFileProvider();
        return source;
    }
}

using System.CommandLine;
using ArticleApi.Core.Ingestion;
using ArticleApi.Hosting;
using ArticleApi.Log;
using ArticleApi.Storage;

namespace ArticleApi.Cli;

/// <summary>The executable's commands. Serving is the default.</summary>
internal static class CommandLineApp
{
    private static readonly HashSet<string> BuiltInOptions = ["--help", "-h", "-?", "--version"];

    /// <summary>What a command has at the first signal to come to the end of what it is at.</summary>
    private static readonly TimeSpan ShutdownTimeout = TimeSpan.FromSeconds(30);

    public static Task<int> RunAsync(string[] args)
    {
        var parsed = Parse(args);
        // The host bounds its own end, which HostOptions.ShutdownTimeout says; the default of two seconds would cut it
        // short.
        var serves = parsed.CommandResult.Command is RootCommand;

        return parsed.InvokeAsync(
            new() { ProcessTerminationTimeout = serves ? Timeout.InfiniteTimeSpan : ShutdownTimeout }
        );
    }

    private static ParseResult Parse(string[] args)
    {
        var root = new RootCommand(
            "ArticleApi: a headless content API for news. Without a command it migrates, loads the seeds into an "
                + "empty database, and serves."
        )
        {
            CreateImportCommand(args),
            CreateExportCommand(args),
            CreateKeysCommand(args),
            new Command("migrate", "Brings the database to this version's model.").WithAction(
                args,
                async (services, cancellation) =>
                {
                    await services.MigrateDatabaseAsync(cancellation);
                    return 0;
                },
                migrate: false
            ),
            new Command(
                "reindex",
                "Makes the full-text index and all other index entries anew, also while the service runs. "
                    + "Exit code 0: done; 1: could not run."
            ).WithAction(args, ReindexCommand.RunAsync),
            CreateOpenApiCommand(),
        };
        root.SetAction((_, cancellation) => ServeCommand.RunAsync(args, cancellation));

        // Settings such as --urls belong to the host, which reads them itself; a word in front is a command, if a
        // mistyped one.
        return root.Parse(
            args.Length > 0 && (BuiltInOptions.Contains(args[0]) || !args[0].StartsWith('-')) ? args : []
        );
    }

    private static Command CreateImportCommand(string[] args)
    {
        var paths = new Argument<string[]>("PATH")
        {
            Description =
                "Files, folders, patterns such as 'wire/**/*.xml', .zip or .gz files, or - for standard input.",
            Arity = ArgumentArity.OneOrMore,
        };
        var format = new Option<string>("--format")
        {
            Description = "The documents' format; auto tells it from each document.",
            DefaultValueFactory = _ => DocumentFormats.Auto,
        };
        format.AcceptOnlyFromAmong([DocumentFormats.Auto, .. DocumentFormats.All.Select(known => known.Name)]);
        var publisher = new Option<string?>("--publisher")
        {
            Description = "Who published the documents, where they do not say.",
        };
        var draft = new Option<bool>("--draft") { Description = "Keep the articles as drafts." };
        var dryRun = new Option<bool>("--dry-run") { Description = "Read and report; write nothing." };
        var report = new Option<FileInfo?>("--report") { Description = "Write what happened to this file, as JSON." };
        var command = new Command(
            "import",
            "Loads documents. Exit code 0: all in or already there; 2: some refused, listed; 3: stopped by a "
                + "signal; 1: could not run."
        )
        {
            paths,
            format,
            publisher,
            draft,
            dryRun,
            report,
        };
        command.SetAction(
            (parsed, cancellation) =>
                RunInScopeAsync(
                    args,
                    (services, token) =>
                        ImportCommand.RunAsync(
                            services,
                            parsed.GetValue(paths)!,
                            new(parsed.GetValue(publisher), parsed.GetValue(draft), parsed.GetValue(dryRun))
                            {
                                Format = parsed.GetValue(format)!,
                            },
                            parsed.GetValue(report),
                            token
                        ),
                    migrate: true,
                    cancellation
                )
        );
        return command;
    }

    private static Command CreateExportCommand(string[] args)
    {
        var where = new Option<string>("--where")
        {
            Description = "The filters of the article list, as its query: section=world&publishedFrom=2020-01-01.",
            DefaultValueFactory = _ => "",
        };
        var after = new Option<string?>("--after")
        {
            Description = "Go on after this article, the last one you have; its id.",
        };
        var output = new Option<FileInfo?>("--out")
        {
            Description =
                "The file to write; standard output where none is named. With --after it is added to, behind its "
                + "last whole line.",
        };
        var all = new Option<bool>("--all") { Description = "Drafts and embargoed articles too." };
        var command = new Command(
            "export",
            "Writes articles as NDJSON, oldest publication first. Exit code 0: all written; 3: stopped by a "
                + "signal; 1: could not run."
        )
        {
            where,
            after,
            output,
            all,
        };
        command.SetAction(
            (parsed, cancellation) =>
                RunInScopeAsync(
                    args,
                    (services, token) =>
                        ExportCommand.RunAsync(
                            services,
                            new(
                                parsed.GetValue(where)!,
                                parsed.GetValue(after),
                                parsed.GetValue(output),
                                parsed.GetValue(all)
                            ),
                            token
                        ),
                    migrate: true,
                    cancellation
                )
        );
        return command;
    }

    private static Command CreateKeysCommand(string[] args)
    {
        var name = new Argument<string>("NAME") { Description = "Who holds the key." };
        var scopes = new Option<string[]>("--scope")
        {
            Description =
                "What the key may do; repeat it. One of " + string.Join(", ", ArticleApi.Auth.Scopes.All) + ".",
            AllowMultipleArgumentsPerToken = true,
            Required = true,
        };
        var expires = new Option<string?>("--expires")
        {
            Description =
                "From when on it is refused: a date, whose beginning in UTC is meant, or an RFC 3339 instant.",
        };
        var create = new Command("create", "Makes a key and prints it once.") { name, scopes, expires };
        create.SetAction(
            (parsed, cancellation) =>
                RunInScopeAsync(
                    args,
                    (services, token) =>
                        KeysCommand.CreateAsync(
                            services,
                            parsed.GetValue(name)!,
                            parsed.GetValue(scopes)!,
                            parsed.GetValue(expires),
                            token
                        ),
                    true,
                    cancellation
                )
        );

        var id = new Argument<Guid>("ID") { Description = "The key's id, as list shows it." };
        var revoke = new Command("revoke", "Ends a key at once.") { id };
        revoke.SetAction(
            (parsed, cancellation) =>
                RunInScopeAsync(
                    args,
                    (services, token) => KeysCommand.RevokeAsync(services, parsed.GetValue(id), token),
                    true,
                    cancellation
                )
        );

        return new Command("keys", "Creates, lists and revokes API keys.")
        {
            create,
            new Command(
                "list",
                "Lists the keys, how they begin, and when they were used; never their text."
            ).WithAction(args, KeysCommand.ListAsync),
            revoke,
        };
    }

    private static Command CreateOpenApiCommand()
    {
        var command = new Command("openapi", "Prints the OpenAPI document.");
        command.SetAction(
            async (_, _) =>
            {
                await using var app = ApiHost.Build([], quiet: true);
                Console.Write(Http.OpenApi.OpenApiDocumentBytes.Generate(app));
                return 0;
            }
        );
        return command;
    }

    private static async Task MigrateDatabaseAsync(this IServiceProvider services, CancellationToken cancellation)
    {
        await services.GetRequiredService<ArticleDb>().MigrateAsync(cancellation);
        await services.GetRequiredService<ArticleLog>().BeginIndexRebuildAsync(always: false, cancellation);
    }

    private static Command WithAction(
        this Command command,
        string[] args,
        Func<IServiceProvider, CancellationToken, Task<int>> action,
        bool migrate = true
    )
    {
        command.SetAction((_, cancellation) => RunInScopeAsync(args, action, migrate, cancellation));
        return command;
    }

    private static async Task<int> RunInScopeAsync(
        string[] args,
        Func<IServiceProvider, CancellationToken, Task<int>> action,
        bool migrate,
        CancellationToken cancellation
    )
    {
        await using var app = ApiHost.Build([], quiet: true);
        await using var scope = app.Services.CreateAsyncScope();
        try
        {
            if (migrate)
                await scope.ServiceProvider.MigrateDatabaseAsync(cancellation);
            await scope
                .ServiceProvider.GetRequiredService<TimeProvider>()
                .FollowAsync(scope.ServiceProvider.GetRequiredService<ISqlReader>(), cancellation);

            return await action(scope.ServiceProvider, cancellation);
        }
        catch (Exception error)
            when (error is System.Data.Common.DbException or InvalidOperationException or IOException)
        {
            await Console.Error.WriteLineAsync($"{args[0]} could not run: {error.Message}");
            return ImportCommand.CouldNotRun;
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            await Console.Error.WriteLineAsync($"{args[0]} was stopped.");
            return ImportCommand.Stopped;
        }
    }
}

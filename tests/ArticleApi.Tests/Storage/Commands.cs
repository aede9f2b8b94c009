using System.Collections.Concurrent;
using System.Data.Common;
using ArticleApi.Core.Search;
using ArticleApi.Storage;
using ArticleApi.Storage.Postgres;
using ArticleApi.Storage.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace ArticleApi.Tests.Storage;

/// <summary>Sees every command before it runs; a test may collect them, or let one fail.</summary>
internal sealed class CommandWatch : DbCommandInterceptor
{
    private int _left = int.MaxValue;

    public ConcurrentQueue<(string Sql, IReadOnlyList<(string Name, object? Value)> Parameters)> Seen { get; } = [];

    public bool Collects { get; set; }

    /// <summary>Lets the command after this many fail, and all that follow.</summary>
    public void FailAfter(int commands) => _left = commands;

    public void FailNoMore() => _left = int.MaxValue;

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command,
        CommandEventData eventData,
        InterceptionResult<DbDataReader> result,
        CancellationToken cancellationToken = default
    )
    {
        Look(command);
        return base.ReaderExecutingAsync(command, eventData, result, cancellationToken);
    }

    public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
        DbCommand command,
        CommandEventData eventData,
        InterceptionResult<int> result,
        CancellationToken cancellationToken = default
    )
    {
        Look(command);
        return base.NonQueryExecutingAsync(command, eventData, result, cancellationToken);
    }

    public void Look(Statement statement, ReadOnlySpan<Argument> arguments)
    {
        if (!Collects)
            return;

        var parameters = new List<(string, object?)>();
        foreach (var argument in arguments)
            parameters.Add(
                (
                    "$" + (parameters.Count + 1),
                    argument.Value is long[] && !statement.Sql.Contains("ANY(", StringComparison.Ordinal)
                        ? argument.Json
                        : argument.Value ?? argument.Number
                )
            );
        Seen.Enqueue((statement.Sql, parameters));
    }

    private void Look(DbCommand command)
    {
        if (Interlocked.Decrement(ref _left) < 0)
            throw new IOException("The disk is gone.");
        if (Collects)
            Seen.Enqueue(
                (
                    command.CommandText,
                    [
                        .. command
                            .Parameters.Cast<DbParameter>()
                            .Select(parameter => (parameter.ParameterName, parameter.Value)),
                    ]
                )
            );
    }
}

/// <summary>Lets a watch see the statements that go past EF.</summary>
internal sealed class WatchedReads(IReads reads, CommandWatch watch) : IReads, IAsyncDisposable
{
    public bool AreBlocking => reads.AreBlocking;

    public ValueTask<IRows> Query(Statement statement, ReadOnlySpan<Argument> arguments, CancellationToken cancellation)
    {
        watch.Look(statement, arguments);
        return reads.Query(statement, arguments, cancellation);
    }

    public string Among(string tables, params ReadOnlySpan<string> columns) => reads.Among(tables, columns);

    public Statement Search(string table, bool down) => reads.Search(table, down);

    public string Spelled(Expression expression) => reads.Spelled(expression);

    public void DropConnections() => reads.DropConnections();

    public async ValueTask DisposeAsync()
    {
        (reads as IDisposable)?.Dispose();
        if (reads is IAsyncDisposable disposable)
            await disposable.DisposeAsync();
    }
}

internal static class CommandWatching
{
    public static IServiceCollection Watch(this IServiceCollection services, CommandWatch watch) =>
        services
            .ConfigureDbContext<SqliteArticleDb>(options => options.AddInterceptors(watch))
            .ConfigureDbContext<PostgresArticleDb>(options => options.AddInterceptors(watch))
            .WatchReads(watch);

    private static IServiceCollection WatchReads(this IServiceCollection services, CommandWatch watch)
    {
        var reads = services.Single(service => service.ServiceType == typeof(IReads));
        services.Remove(reads);
        return services.AddSingleton<IReads>(provider => new WatchedReads(
            (IReads)reads.ImplementationFactory!(provider),
            watch
        ));
    }
}

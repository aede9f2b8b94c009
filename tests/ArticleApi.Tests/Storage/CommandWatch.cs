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

    public ConcurrentQueue<(string Sql, IReadOnlyList<(string Name, object? Value)> Parameters)> Commands { get; } = [];

    public bool IsCollecting { get; set; }

    /// <summary>Lets the command after this many fail, and all that follow.</summary>
    public void FailAfter(int commands) => _left = commands;

    public void StopFailing() => _left = int.MaxValue;

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command,
        CommandEventData eventData,
        InterceptionResult<DbDataReader> result,
        CancellationToken cancellationToken = default
    )
    {
        Record(command);
        return base.ReaderExecutingAsync(command, eventData, result, cancellationToken);
    }

    public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
        DbCommand command,
        CommandEventData eventData,
        InterceptionResult<int> result,
        CancellationToken cancellationToken = default
    )
    {
        Record(command);
        return base.NonQueryExecutingAsync(command, eventData, result, cancellationToken);
    }

    public void Record(SqlStatement statement, ReadOnlySpan<SqlArgument> arguments)
    {
        if (!IsCollecting)
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
        Commands.Enqueue((statement.Sql, parameters));
    }

    private void Record(DbCommand command)
    {
        if (Interlocked.Decrement(ref _left) < 0)
            throw new IOException("The disk is gone.");
        if (IsCollecting)
            Commands.Enqueue(
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
internal sealed class WatchedSqlReader(ISqlReader reads, CommandWatch watch) : ISqlReader, IAsyncDisposable
{
    public bool IsBlocking => reads.IsBlocking;

    public ValueTask<IRowReader> QueryAsync(
        SqlStatement statement,
        ReadOnlySpan<SqlArgument> arguments,
        CancellationToken cancellation
    )
    {
        watch.Record(statement, arguments);
        return reads.QueryAsync(statement, arguments, cancellation);
    }

    public string JoinValues(string tables, params ReadOnlySpan<string> columns) => reads.JoinValues(tables, columns);

    public SqlStatement FullTextSql(string table, bool down) => reads.FullTextSql(table, down);

    public string FormatMatch(Expression expression) => reads.FormatMatch(expression);

    public void DropConnections() => reads.DropConnections();

    public async ValueTask DisposeAsync()
    {
        (reads as IDisposable)?.Dispose();
        if (reads is IAsyncDisposable disposable)
            await disposable.DisposeAsync();
    }
}

internal static class CommandWatchExtensions
{
    public static IServiceCollection WatchCommands(this IServiceCollection services, CommandWatch watch) =>
        services
            .ConfigureDbContext<SqliteArticleDb>(options => options.AddInterceptors(watch))
            .ConfigureDbContext<PostgresArticleDb>(options => options.AddInterceptors(watch))
            .WatchSqlReader(watch);

    private static IServiceCollection WatchSqlReader(this IServiceCollection services, CommandWatch watch)
    {
        var reads = services.Single(service => service.ServiceType == typeof(ISqlReader));
        services.Remove(reads);
        return services.AddSingleton<ISqlReader>(provider => new WatchedSqlReader(
            (ISqlReader)reads.ImplementationFactory!(provider),
            watch
        ));
    }
}

using System.Data.Common;
using ArticleApi.Core.Search;
using ArticleApi.Storage.Postgres;
using ArticleApi.Storage.Sqlite;
using ArticleApi.Tests.Infrastructure;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace ArticleApi.Tests.Storage;

/// <summary>A full-text table in each database, with the same texts in both.</summary>
public sealed class FullTextTablesFixture(PostgresServer server) : IAsyncLifetime
{
    private readonly SqliteConnection _sqlite = new("Data Source=:memory:");
    private NpgsqlConnection? _postgres;
    private int _stored;

    public async ValueTask InitializeAsync()
    {
        await _sqlite.OpenAsync();
        await ExecuteAsync(
            _sqlite,
            """create virtual table words using fts5(headline, abstract, caption, body, content = '', contentless_delete = 1, tokenize = "ascii", detail = full)"""
        );
        _postgres = new(await server.CreateDatabaseAsync());
        await _postgres.OpenAsync();
        await ExecuteAsync(
            _postgres,
            "create table words (id int primary key, vector tsvector not null); create index on words using gin (vector)"
        );
    }

    public async ValueTask DisposeAsync()
    {
        await _sqlite.DisposeAsync();
        if (_postgres is not null)
            await _postgres.DisposeAsync();
    }

    /// <returns>The row's id.</returns>
    internal async Task<int> AddAsync(TokenizedText text)
    {
        await using var sqlite = _sqlite.CreateCommand();
        sqlite.CommandText =
            "insert into words (rowid, headline, abstract, caption, body) values ($id, $headline, $abstract, $caption, $body)";
        sqlite.Parameters.AddWithValue("$id", ++_stored);
        foreach (
            var (name, column) in new[]
            {
                ("$headline", TextFields.Headline),
                ("$abstract", TextFields.Abstract),
                ("$caption", TextFields.Caption),
                ("$body", TextFields.Body),
            }
        )
            sqlite.Parameters.AddWithValue(name, string.Join(' ', text[column]));
        await sqlite.ExecuteNonQueryAsync();

        await using var postgres = _postgres!.CreateCommand();
        postgres.CommandText = "insert into words values ($1, $2::text::tsvector)";
        postgres.Parameters.AddWithValue(_stored);
        postgres.Parameters.AddWithValue(TsVector.Format(text));
        await postgres.ExecuteNonQueryAsync();
        return _stored;
    }

    internal async Task<List<int>> SearchSqliteAsync(Expression expression)
    {
        await using var command = _sqlite.CreateCommand();
        command.CommandText = "select rowid from words where words match $asked order by rowid";
        command.Parameters.AddWithValue("$asked", Fts5Match.Format(expression));
        return await ReadIdsAsync(command);
    }

    internal async Task<List<int>> SearchPostgresAsync(Expression expression)
    {
        await using var command = _postgres!.CreateCommand();
        command.CommandText = "select id from words where vector @@ $1::text::tsquery order by id";
        command.Parameters.AddWithValue(TsQuery.Format(expression));
        return await ReadIdsAsync(command);
    }

    private static async Task<List<int>> ReadIdsAsync(DbCommand command)
    {
        await using var reader = await command.ExecuteReaderAsync();
        var ids = new List<int>();
        while (await reader.ReadAsync())
            ids.Add(reader.GetInt32(0));

        return ids;
    }

    private static async Task ExecuteAsync(DbConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }
}

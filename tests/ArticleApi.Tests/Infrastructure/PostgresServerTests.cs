using Npgsql;

namespace ArticleApi.Tests.Infrastructure;

public sealed class PostgresServerTests(PostgresServer postgres)
{
    [Fact]
    public async Task A_new_database_answers()
    {
        var database = await postgres.CreateDatabaseAsync();

        Assert.Equal(1, await ScalarAsync(database, "select 1"));
        Assert.Equal("UTF8", await ScalarAsync(database, "show server_encoding"));
    }

    [Fact]
    public async Task A_template_is_prepared_once_and_copied()
    {
        var prepared = 0;

        async Task PrepareAsync(string database)
        {
            prepared++;
            await ScalarAsync(database, "create table headline as select 'Rain in Lisbon' as text");
        }

        var first = await postgres.CreateDatabaseAsync("one headline", PrepareAsync);
        var second = await postgres.CreateDatabaseAsync("one headline", PrepareAsync);
        await ScalarAsync(first, "delete from headline");

        Assert.Equal(1, prepared);
        Assert.Equal(0L, await ScalarAsync(first, "select count(*) from headline"));
        Assert.Equal(1L, await ScalarAsync(second, "select count(*) from headline"));
    }

    private static async Task<object?> ScalarAsync(string database, string sql)
    {
        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }
}

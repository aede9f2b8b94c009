using System.Data.Common;
using Npgsql;

namespace ArticleApi.Attacks;

internal sealed class PostgresDatabase(PostgresCluster cluster, string name) : Database
{
    public override string Provider => "Postgres";

    public override string ConnectionString => $"{cluster.ConnectionString};Database={name};Maximum Pool Size=40";

    public PostgresCluster Cluster => cluster;

    public override async Task<DbConnection> OpenAsync()
    {
        var connection = new NpgsqlConnection($"{cluster.ConnectionString};Database={name};Pooling=False");
        await connection.OpenAsync();
        return connection;
    }

    public override async Task<Database> CopyAsync(string name1)
    {
        await cluster.SqlAsync("postgres", $"CREATE DATABASE {name1} TEMPLATE {name}");
        return new PostgresDatabase(cluster, name1);
    }

    public override Task BackUpAsync() =>
        cluster.RunAsync("pg_dump", "--format=custom", $"--file={cluster.Folder}/{name}.dump", name);

    public override Task RestoreAsync() =>
        cluster.RunAsync(
            "pg_restore",
            "--clean",
            "--if-exists",
            "--single-transaction",
            $"--dbname={name}",
            $"{cluster.Folder}/{name}.dump"
        );

    public override async Task<string?> CheckAsync()
    {
        await cluster.SqlAsync(name, "CREATE EXTENSION IF NOT EXISTS amcheck");
        try
        {
            await ReadAsync(
                """
                SELECT bt_index_check(index => c.oid, heapallindexed => true) FROM pg_class c
                JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_am a ON a.oid = c.relam
                WHERE n.nspname = 'public' AND a.amname = 'btree' AND c.relkind = 'i'
                """,
                _ => 0
            );
            return null;
        }
        catch (PostgresException wrong)
        {
            return wrong.MessageText;
        }
    }
}

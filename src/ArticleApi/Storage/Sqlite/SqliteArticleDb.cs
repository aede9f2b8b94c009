using Microsoft.EntityFrameworkCore;

namespace ArticleApi.Storage.Sqlite;

public sealed class SqliteArticleDb(DbContextOptions<SqliteArticleDb> options) : ArticleDb(options)
{
    // Pages freed by secure_delete are zeroed in the database, but the write-ahead log still holds them until it is truncated.
    // Readers may be in the way: after two seconds the next checkpoint has to do it.
    public override Task SettleErasure(CancellationToken cancellation) => Database.ExecuteSqlRawAsync(
        "PRAGMA busy_timeout = 2000; PRAGMA wal_checkpoint(TRUNCATE); PRAGMA busy_timeout = 30000;", cancellation);

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);
        modelBuilder.Entity<Term>().IsItsKey();
        modelBuilder.Entity<DateEntry>().IsItsKey();
    }
}

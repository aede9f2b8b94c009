namespace ArticleApi.Storage;

internal static class DatabaseClockExtensions
{
    /// <summary>Compares the clock with the database's, where it follows that.</summary>
    public static Task FollowAsync(this TimeProvider clock, ISqlReader reads, CancellationToken cancellation) =>
        clock is DatabaseClock database ? database.MeasureAsync(reads, cancellation) : Task.CompletedTask;
}

namespace ArticleApi.Storage;

/// <summary>
/// The machine's clock, put right by the database's: nodes whose clocks differ still agree on when an embargo ends. How
/// far the two are apart is measured at every look at the log's head, taking the database's answer for the middle of
/// the round trip.
/// </summary>
internal sealed class DatabaseClock(TimeProvider machine) : TimeProvider
{
    /// <summary>A slower answer may be off by half of this, and is not believed.</summary>
    private static readonly TimeSpan MaxRoundTrip = TimeSpan.FromSeconds(1);

    /// <summary>
    /// The machine's clock was set while the database was asked, where it went on by so much more or less than its
    /// timer.
    /// </summary>
    private static readonly TimeSpan LargestStep = TimeSpan.FromMilliseconds(50);

    private static readonly SqlStatement Now = new("""SELECT (extract(epoch FROM clock_timestamp()) * 1000)::bigint""");

    private long _offset;

    /// <summary>What is added to the machine's clock.</summary>
    public TimeSpan Offset => new(Interlocked.Read(ref _offset));

    public override TimeZoneInfo LocalTimeZone => machine.LocalTimeZone;

    public override long TimestampFrequency => machine.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => machine.GetUtcNow() + Offset;

    public override long GetTimestamp() => machine.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        machine.CreateTimer(callback, state, dueTime, period);

    /// <summary>
    /// Measures anew. A measurement that is not plausible leaves the one before, and so does one that agrees with it as
    /// far as it can tell.
    /// </summary>
    public async Task MeasureAsync(
        Func<CancellationToken, Task<DateTimeOffset>> databaseNow,
        CancellationToken cancellation
    )
    {
        var (begun, timestamp) = (machine.GetUtcNow(), machine.GetTimestamp());
        var answer = await databaseNow(cancellation);
        var (ended, roundTrip) = (machine.GetUtcNow(), machine.GetElapsedTime(timestamp));
        if (roundTrip > MaxRoundTrip || (ended - begun - roundTrip).Duration() > LargestStep)
            return;

        var (measured, uncertainty) = (answer - (begun + roundTrip / 2), roundTrip / 2);
        if ((measured - Offset).Duration() > uncertainty)
            Interlocked.Exchange(ref _offset, measured.Ticks);
    }

    public Task MeasureAsync(ISqlReader reads, CancellationToken cancellation) =>
        MeasureAsync(
            async token =>
            {
                await using var rows = await reads.QueryAsync(Now, [], token);

                return await rows.ReadAsync(token)
                    ? DateTimeOffset.FromUnixTimeMilliseconds(rows.GetInt64(0))
                    : throw new InvalidOperationException("The database tells no time.");
            },
            cancellation
        );
}

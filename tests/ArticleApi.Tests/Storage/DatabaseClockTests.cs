using ArticleApi.Storage;
using ArticleApi.Storage.Postgres;
using ArticleApi.Tests.Infrastructure;
using Microsoft.Extensions.Time.Testing;

namespace ArticleApi.Tests.Storage;

public sealed class DatabaseClockTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 14, 12, 0, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider _machine = new(Noon.AddHours(3));
    private readonly DatabaseClock _clock;

    public DatabaseClockTests() => _clock = new(_machine);

    [Fact]
    public async Task A_machine_that_is_ahead_goes_by_the_database()
    {
        await Measure(Noon, TimeSpan.Zero);

        Assert.Equal(Noon, _clock.GetUtcNow());
        _machine.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(Noon.AddMinutes(1), _clock.GetUtcNow());
        Assert.Equal(_machine.GetTimestamp(), _clock.GetTimestamp());
    }

    [Fact]
    public async Task The_answer_is_of_the_middle_of_the_round_trip()
    {
        await Measure(Noon, TimeSpan.FromMilliseconds(400));

        Assert.Equal(Noon.AddMilliseconds(200), _clock.GetUtcNow());
    }

    [Fact]
    public async Task A_slow_answer_is_not_believed()
    {
        await Measure(Noon, TimeSpan.Zero);
        var offset = _clock.Offset;

        await Measure(Noon.AddHours(-1), TimeSpan.FromSeconds(1.1));

        Assert.Equal(offset, _clock.Offset);
    }

    [Fact]
    public async Task Nothing_is_believed_while_the_machines_clock_is_set()
    {
        var stepping = new SteppingTimeProvider(_machine);
        var clock = new DatabaseClock(stepping);

        await clock.MeasureAsync(
            _ =>
            {
                stepping.Step = TimeSpan.FromHours(-3);
                return Task.FromResult(Noon);
            },
            default
        );

        Assert.Equal(TimeSpan.Zero, clock.Offset);
    }

    [Fact]
    public async Task A_measurement_that_agrees_as_far_as_it_can_tell_changes_nothing()
    {
        await Measure(Noon, TimeSpan.Zero);
        var offset = _clock.Offset;

        await Measure(_clock.GetUtcNow().AddMilliseconds(80), TimeSpan.FromMilliseconds(200));

        Assert.Equal(offset, _clock.Offset);
    }

    [Fact]
    public async Task Timers_are_the_machines()
    {
        var rang = new TaskCompletionSource();
        await using var timer = _clock.CreateTimer(
            _ => rang.SetResult(),
            null,
            TimeSpan.FromSeconds(5),
            Timeout.InfiniteTimeSpan
        );

        _machine.Advance(TimeSpan.FromSeconds(5));

        await rang.Task;
    }

    private Task Measure(DateTimeOffset database, TimeSpan roundTrip) =>
        _clock.MeasureAsync(
            _ =>
            {
                _machine.Advance(roundTrip);
                return Task.FromResult(database);
            },
            default
        );

    /// <summary>A clock that is set while its timestamps go on.</summary>
    private sealed class SteppingTimeProvider(TimeProvider inner) : TimeProvider
    {
        public TimeSpan Step { get; set; }

        public override long TimestampFrequency => inner.TimestampFrequency;

        public override DateTimeOffset GetUtcNow() => inner.GetUtcNow() + Step;

        public override long GetTimestamp() => inner.GetTimestamp();
    }
}

/// <summary>Against a server.</summary>
public sealed class PostgresClockTests(PostgresServer server)
{
    [Fact]
    public async Task A_machine_a_day_ahead_is_put_right_by_PostgreSQL()
    {
        await using var reads = new PostgresSqlReader(await server.CreateDatabaseAsync());
        var clock = new DatabaseClock(new AheadTimeProvider());

        await clock.MeasureAsync(reads, TestContext.Current.CancellationToken);

        // The test's server is on the test's machine.
        Assert.InRange(clock.Offset, TimeSpan.FromHours(-24.1), TimeSpan.FromHours(-23.9));
    }

    private sealed class AheadTimeProvider : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => System.GetUtcNow().AddDays(1);
    }
}

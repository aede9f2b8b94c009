using System.Runtime.InteropServices;

namespace ArticleApi.Core.Tests;

/// <summary>
/// How the time of some work grows with what it is given, by this thread's own share of the processor: others do not
/// count.
/// </summary>
internal static class TimeGrowth
{
    private const int MinLength = 20_000;
    private const int Doublings = 3;
    private const int Tries = 4;

    // Linear work keeps its time per byte; sorting, hashing and a growing heap add to it, and square work doubles it
    // each time.
    private const double MaxFactor = 1.5;

    // Below this the clock, the compiler and the collector say more than the work.
    private const double Noise = 0.1;

    /// <summary>Twice as much takes about twice the time, up to 160,000 characters.</summary>
    public static void IsAboutLinear(string what, Action<string> work, Func<int, string> text)
    {
        work(text(1));
        if (TimeOf(work, text(MinLength << Doublings)) <= Noise)
            return;

        // Collections and cold caches fall on some measurements, and square work on all of them.
        for (var tries = 1; ; tries++)
        {
            var times = Enumerable
                .Range(0, Doublings + 1)
                .Select(doubling => TimeOfTwo(work, text(MinLength << doubling)))
                .ToList();
            var allowed = Math.Max(times[0], Noise / 8) * Math.Pow(2 * MaxFactor, Doublings);
            if (times[^1] <= Math.Clamp(allowed, Noise, 10))
                return;

            var printed = string.Join(", ", times.Select(time => $"{time * 1000:N0} ms"));
            Assert.True(tries < Tries, $"{what} takes {printed} as it doubles.");
        }
    }

    /// <summary>The better of two: a thread that was interrupted in the middle has cold caches.</summary>
    public static double TimeOfTwo(Action<string> work, string text) =>
        Math.Min(TimeOf(work, text), TimeOf(work, text));

    private static double TimeOf(Action<string> work, string text)
    {
        var started = ThreadTime();
        work(text);
        return ThreadTime() - started;
    }

    private static double ThreadTime()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "A thread's own time is asked of Linux.");
        Assert.Equal(0, ClockGetTime(3, out var time)); // CLOCK_THREAD_CPUTIME_ID
        return time.Seconds + time.Nanoseconds / 1e9;
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct TimeSpec
    {
        public nint Seconds;
        public nint Nanoseconds;
    }

    [DllImport("libc", EntryPoint = "clock_gettime")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern int ClockGetTime(int clock, out TimeSpec time);
}

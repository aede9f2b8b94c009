namespace ArticleApi.Hosting;

/// <summary>
/// Gives memory back to the system once a rush is over. The runtime collects only as it allocates: a service with
/// little to do would keep for hours what a flood made it take.
/// </summary>
internal sealed class MemoryTrimmer : BackgroundService
{
    private const long Mebibyte = 1024 * 1024;

    /// <summary>Smaller than this it is left alone.</summary>
    private const long MinWorkingSet = 192 * Mebibyte;

    /// <summary>What a service allocates in a period that is at rest.</summary>
    private const long MaxIdleAllocation = 64 * Mebibyte;

    // As much more than the last time, as a part of that, that it is worth stopping for.
    private const double GrowthThreshold = 1.25;

    private static readonly TimeSpan Period = TimeSpan.FromSeconds(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var (allocated, left) = (GC.GetTotalAllocatedBytes(), MinWorkingSet);
        using var timer = new PeriodicTimer(Period);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            var before = allocated;
            allocated = GC.GetTotalAllocatedBytes();
            if (allocated - before > MaxIdleAllocation || Environment.WorkingSet < left * GrowthThreshold)
                continue;

            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            left = Math.Max(MinWorkingSet, Environment.WorkingSet);
        }
    }
}

namespace ArticleApi.Import;

/// <summary>How much may be read ahead of the writer: whoever reads waits until there is room for more.</summary>
/// <param name="capacity">As <see cref="ImportLimits.Weigh"/> counts it.</param>
internal sealed class ReadAheadBudget(int capacity)
{
    private readonly Lock _lock = new();
    private TaskCompletionSource _released = CreateSignal();
    private int _used;

    /// <summary>Waits for room. What is larger than all of it gets it once nothing else waits.</summary>
    public async Task AcquireAsync(int weight, CancellationToken cancellation)
    {
        while (true)
        {
            Task released;
            lock (_lock)
            {
                if (_used == 0 || _used + weight <= capacity)
                {
                    _used += weight;
                    return;
                }

                released = _released.Task;
            }

            await released.WaitAsync(cancellation);
        }
    }

    public void Release(int weight)
    {
        TaskCompletionSource released;
        lock (_lock)
        {
            _used -= weight;
            (released, _released) = (_released, CreateSignal());
        }

        released.SetResult();
    }

    private static TaskCompletionSource CreateSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}

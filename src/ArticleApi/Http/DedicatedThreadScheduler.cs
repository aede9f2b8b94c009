using System.Collections.Concurrent;

namespace ArticleApi.Http;

/// <summary>
/// Runs tasks on threads of its own, so that work which keeps its thread takes none from the requests.
/// </summary>
internal sealed class DedicatedThreadScheduler : TaskScheduler, IDisposable
{
    private readonly BlockingCollection<Task> _tasks = [];

    public DedicatedThreadScheduler(string name, int count)
    {
        for (var i = 1; i <= count; i++)
            new Thread(ExecuteQueuedTasks) { Name = $"{name} {i}", IsBackground = true }.Start();
    }

    /// <summary>The threads end with what has been queued.</summary>
    public void Dispose() => _tasks.CompleteAdding();

    protected override void QueueTask(Task task) => _tasks.Add(task);

    // Whoever waits for a task is not one of the threads.
    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) => false;

    protected override IEnumerable<Task> GetScheduledTasks() => _tasks;

    private void ExecuteQueuedTasks()
    {
        foreach (var task in _tasks.GetConsumingEnumerable())
            TryExecuteTask(task);
    }
}

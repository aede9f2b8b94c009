using System.Collections.Concurrent;
using System.Data.Common;
using ArticleApi.Storage.Sqlite;

namespace ArticleApi.Storage;

/// <summary>
/// Whether the database can be used, as the last look at it found: what is asked while it cannot is refused at once,
/// instead of waiting for what does not come. Says in the log when that changes, and of what fails beside it one line a
/// minute.
/// </summary>
internal sealed class DatabaseState(
    OpenedFile file,
    ISqlReader reads,
    TimeProvider clock,
    ILogger<DatabaseState> logger
)
{
    /// <summary>A database that takes longer to be looked at is taken for one that does not answer.</summary>
    public static readonly TimeSpan PollTimeout = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan ToldAnew = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<DatabaseFault, long> _told = [];
    private volatile DatabaseFault _fault;

    /// <summary>Why the database cannot be used; none where it can.</summary>
    public DatabaseFault Fault => _fault;

    /// <summary>
    /// Whether the file that was opened, or its write-ahead log, is no longer the one at its path. What is
    /// written to it then is lost.
    /// </summary>
    public bool HasMoved => file.HasMoved;

    /// <summary>
    /// What is the matter with the database, where that is why something failed. A file that was moved fails in many
    /// ways.
    /// </summary>
    public DatabaseFault FaultOf(Exception error) =>
        DatabaseFaults.Classify(error) switch
        {
            DatabaseFault.None
            or DatabaseFault.Unreadable
                when error.GetBaseException() is DbException && !error.IsTransient() && file.HasMoved =>
                DatabaseFault.Moved,
            var fault => fault,
        };

    /// <summary>A look failed.</summary>
    public void MarkLost(DatabaseFault fault, string why)
    {
        var before = _fault;
        _fault = fault;
        if (before != fault)
            logger.LogError(
                "The database cannot be used ({Fault}); what needs it is answered 503 until it can: {Why}",
                fault,
                why
            );
    }

    /// <summary>A look succeeded.</summary>
    public void MarkFound()
    {
        if (_fault == DatabaseFault.None)
            return;

        reads.DropConnections();
        _fault = DatabaseFault.None;
        _told.Clear();
        logger.LogWarning("The database can be used again");
    }

    /// <summary>Something else than a look failed.</summary>
    /// <returns>False where it was not the database's fault.</returns>
    public bool Tells(Exception error)
    {
        var (fault, now) = (FaultOf(error), clock.GetTimestamp());
        if (fault == DatabaseFault.None)
            return false;

        if (
            _fault == DatabaseFault.None
            && (!_told.TryGetValue(fault, out var last) || clock.GetElapsedTime(last, now) >= ToldAnew)
        )
        {
            _told[fault] = now;
            logger.LogError("The database failed ({Fault}): {Why}", fault, error.GetBaseException().Message);
        }

        return true;
    }
}

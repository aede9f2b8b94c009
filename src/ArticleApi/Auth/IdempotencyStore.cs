using System.Collections.Concurrent;
using ArticleApi.Storage;
using ArticleApi.Storage.Tables;
using Microsoft.EntityFrameworkCore;

namespace ArticleApi.Auth;

/// <summary>Which idempotent requests are being done here, and what came of those that were.</summary>
internal sealed class IdempotencyStore(IServiceScopeFactory scopes, TimeProvider clock)
{
    private readonly ConcurrentDictionary<(string Actor, string Key), bool> _underWay = [];

    /// <returns>Null where the same is under way.</returns>
    public IDisposable? TryBegin(IdempotentRequest request)
    {
        var name = (request.Actor, request.Key);

        return _underWay.TryAdd(name, true) ? new Turn(() => _underWay.TryRemove(name, out _)) : null;
    }

    /// <summary>What came of it; null where it was not done, or is forgotten.</summary>
    public async Task<IdempotencyRecord?> FindAsync(IdempotentRequest request, CancellationToken cancellation)
    {
        // A context of its own: that of the request may hold what it could not write.
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ArticleDb>();
        var end = clock.GetUtcNow() - IdempotencyRecord.Lifetime;

        return await db
            .IdempotencyRecords.AsNoTracking()
            .FirstOrDefaultAsync(
                record => record.Actor == request.Actor && record.Key == request.Key && record.At >= end,
                cancellation
            );
    }

    private sealed class Turn(Action end) : IDisposable
    {
        public void Dispose() => end();
    }
}

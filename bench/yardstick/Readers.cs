using System.Collections.Concurrent;

namespace Yardstick;

/// <summary>The open connections that nobody uses at the moment.</summary>
internal sealed class Readers(string database) : IDisposable
{
    private readonly ConcurrentBag<Reader> _idle = [];

    public Reader Rent() => _idle.TryTake(out var reader) ? reader : new(database);

    public void Return(Reader reader) => _idle.Add(reader);

    public void Dispose()
    {
        foreach (var reader in _idle)
            reader.Dispose();
    }
}

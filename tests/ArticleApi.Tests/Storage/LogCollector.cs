using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace ArticleApi.Tests.Storage;

/// <summary>Remembers what is logged as a warning or worse.</summary>
internal sealed class LogCollector : ILoggerProvider, ILogger
{
    public ConcurrentQueue<LogEntry> Entries { get; } = [];

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

    void ILogger.Log<TState>(
        LogLevel logLevel,
        EventId eventId,
        TState state,
        Exception? exception,
        Func<TState, Exception?, string> formatter
    ) => Entries.Enqueue(new(formatter(state, exception), exception));

    public void Dispose() { }
}

internal sealed record LogEntry(string Text, Exception? Error);

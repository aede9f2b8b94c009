using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ArticleApi.Tests.Infrastructure;

/// <summary>Where a transaction's connection breaks.</summary>
public enum ConnectionCut
{
    /// <summary>The server never hears of the COMMIT.</summary>
    BeforeCommit,

    /// <summary>The server has carried it out, and its answer never arrives.</summary>
    AfterCommit,
}

/// <summary>
/// Stands between the service and PostgreSQL, unencrypted, and breaks the connection of one transaction at its COMMIT.
/// </summary>
internal sealed class PostgresProxy : IAsyncDisposable
{
    private static readonly byte[] Commit = [.. "COMMIT\0"u8];

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly string _host;
    private readonly int _port;
    private readonly Task _accepting;
    private ScheduledCut? _order;

    public PostgresProxy(string host, int port)
    {
        (_host, _port) = (host, port);
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Breaks the next connection that sends this text and then a COMMIT.</summary>
    /// <returns>Ends when it has been broken.</returns>
    public Task CutAsync(ConnectionCut cut, string text)
    {
        var order = new ScheduledCut(cut, Encoding.UTF8.GetBytes(text));
        Volatile.Write(ref _order, order);

        return order.Done.Task;
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _accepting;
        _listener.Dispose();
        _end.Dispose();
    }

    private async Task AcceptAsync()
    {
        var connections = new List<Task>();
        try
        {
            while (true)
                connections.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_end.Token)));
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(connections);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(_end.Token);
        using var server = new TcpClient();
        using (client)
        {
            await server.ConnectAsync(_host, _port, CancellationToken.None);
            (client.NoDelay, server.NoDelay) = (true, true);
            var connection = new ProxiedConnection(client.GetStream(), server.GetStream());
            Task[] both =
            [
                EndedAsync(SendAsync(connection, end.Token)),
                EndedAsync(AnswerAsync(connection, end.Token)),
            ];
            await Task.WhenAny(both);
            await end.CancelAsync();
            await Task.WhenAll(both);
        }
    }

    private async Task SendAsync(ProxiedConnection connection, CancellationToken cancellation)
    {
        var (buffer, tail, begun) = (new byte[64 * 1024], Array.Empty<byte>(), (ScheduledCut?)null);
        while (await connection.Client.ReadAsync(buffer, cancellation) is > 0 and var read)
        {
            // What is looked for may lie across two reads.
            byte[] seen = [.. tail, .. buffer.AsSpan(0, read)];
            tail = seen[^Math.Min(seen.Length, 256)..];
            if (Volatile.Read(ref _order) is { } order && seen.AsSpan().IndexOf(order.Text) >= 0)
                begun = order;
            if (
                begun is not null
                && seen.AsSpan().IndexOf(Commit) >= 0
                && Interlocked.CompareExchange(ref _order, null, begun) == begun
            )
            {
                if (begun.Cut == ConnectionCut.BeforeCommit)
                {
                    begun.Done.SetResult();
                    return;
                }

                connection.Dropped = begun;
            }

            await connection.Server.WriteAsync(buffer.AsMemory(0, read), cancellation);
        }
    }

    private static async Task AnswerAsync(ProxiedConnection connection, CancellationToken cancellation)
    {
        var buffer = new byte[64 * 1024];
        while (await connection.Server.ReadAsync(buffer, cancellation) is > 0 and var read)
        {
            if (connection.Dropped is { } order)
            {
                order.Done.SetResult();
                return;
            }

            await connection.Client.WriteAsync(buffer.AsMemory(0, read), cancellation);
        }
    }

    // Either side may break a connection, and that ends it.
    private static async Task EndedAsync(Task pump)
    {
        try
        {
            await pump;
        }
        catch (Exception error) when (error is IOException or OperationCanceledException) { }
    }

    private sealed class ScheduledCut(ConnectionCut cut, byte[] text)
    {
        public ConnectionCut Cut => cut;

        public byte[] Text => text;

        public TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    private sealed class ProxiedConnection(NetworkStream client, NetworkStream server)
    {
        private volatile ScheduledCut? _dropped;

        public NetworkStream Client => client;

        public NetworkStream Server => server;

        /// <summary>Set before the COMMIT is handed on: the next answer is the one to it.</summary>
        public ScheduledCut? Dropped
        {
            get => _dropped;
            set => _dropped = value;
        }
    }
}

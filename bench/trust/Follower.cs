using System.Net.Sockets;
using System.Text;

namespace ArticleApi.Trust;

/// <summary>Somebody who follows by a stream, with a socket and little else.</summary>
/// <param name="told">Called with the number of each change, from 0.</param>
internal sealed class Follower(Action<int> told) : IDisposable
{
    private static readonly byte[] s_change = "event: change"u8.ToArray();

    private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly byte[] _buffer = new byte[2_048];
    private int _matched;
    private int _changes;

    /// <summary>Asks, and waits for the first event that every stream begins with.</summary>
    public async Task OpenAsync(Uri service)
    {
        await _socket.ConnectAsync(service.Host, service.Port);
        await _socket.SendAsync(
            Encoding.ASCII.GetBytes($"GET /v1/changes/stream HTTP/1.1\r\nHost: {service.Authority}\r\n\r\n")
        );
        var head = "";
        while (!head.Contains("retry:", StringComparison.Ordinal))
        {
            var count = await _socket.ReceiveAsync(_buffer);
            head += Encoding.ASCII.GetString(_buffer, 0, count);
            if (count == 0 || !head.StartsWith("HTTP/1.1 200", StringComparison.Ordinal))
                throw new InvalidOperationException($"No stream began: {head}");
        }
    }

    public async Task ReadAsync()
    {
        try
        {
            while (await _socket.ReceiveAsync(_buffer) is > 0 and var count)
                Count(_buffer.AsSpan(0, count));
        }
        catch (Exception ended) when (ended is SocketException or ObjectDisposedException)
        {
            // It was closed, by whichever side.
        }
    }

    public void Dispose() => _socket.Dispose();

    private void Count(ReadOnlySpan<byte> bytes)
    {
        foreach (var one in bytes)
        {
            if (one == s_change[_matched])
                _matched++;
            else
                _matched = one == s_change[0] ? 1 : 0;
            if (_matched < s_change.Length)
                continue;

            told(_changes++);
            _matched = 0;
        }
    }
}

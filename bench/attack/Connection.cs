using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ArticleApi.Attacks;

/// <summary>How an answer came over a bare connection.</summary>
/// <param name="Status">0 where no byte of an answer came.</param>
/// <param name="IsWhole">It ended as its headers said it would.</param>
/// <param name="Closes">The service announced that the connection ends here.</param>
internal readonly record struct Reply(int Status, bool IsWhole, bool Closes);

/// <summary>
/// One HTTP/1.1 connection that repeats nothing on its own, so that what is cut or lost can be seen, and that reads no
/// faster than wanted.
/// </summary>
internal sealed class Connection : IDisposable
{
    private readonly Socket _socket;
    private readonly NetworkStream _stream;
    private readonly byte[] _buffer;
    private int _at;
    private int _end;

    private Connection(Socket socket, int bufferSize)
    {
        _socket = socket;
        _stream = new(socket, ownsSocket: true);
        _buffer = new byte[bufferSize];
    }

    /// <summary>Whether the service has closed it, or sent what nobody asked for.</summary>
    public bool HasEnded => _socket.Poll(0, SelectMode.SelectRead);

    /// <summary>Waits this long after each read.</summary>
    public TimeSpan Pause { get; init; }

    /// <exception cref="SocketException">Nobody listens any more.</exception>
    public static async Task<Connection> OpenAsync(
        Uri url,
        TimeSpan pause = default,
        int bufferSize = 64 * 1024,
        CancellationToken cancellation = default
    )
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp)
        {
            NoDelay = true,
            ReceiveBufferSize = bufferSize,
        };
        try
        {
            await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, url.Port), cancellation);
        }
        catch
        {
            socket.Dispose();
            throw;
        }

        return new(socket, bufferSize) { Pause = pause };
    }

    public async Task<Reply> SendAsync(ReadOnlyMemory<byte> request, CancellationToken cancellation = default)
    {
        var (status, closes) = (0, false);
        try
        {
            // What is refused early may be answered, and closed, before all of it was sent.
            var sending = _stream.WriteAsync(request, cancellation).AsTask();
            var head = await HeadAsync(cancellation);
            await sending;
            if (head is null)
                return default;

            status = int.Parse(head.AsSpan(9, 3), CultureInfo.InvariantCulture);
            closes = head.Contains("\r\nconnection: close", StringComparison.OrdinalIgnoreCase);
            var whole = head.Contains("\r\ntransfer-encoding: chunked", StringComparison.OrdinalIgnoreCase)
                ? await SkipChunksAsync(cancellation)
                : await SkipAsync(LengthOf(head), cancellation);
            return new(status, whole, closes);
        }
        catch (IOException)
        {
            return new(status, false, closes);
        }
    }

    public static byte[] Request(
        string method,
        string path,
        string? key = null,
        string? body = null,
        string more = ""
    ) =>
        Encoding.UTF8.GetBytes(
            $"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n{more}"
                + (key is null ? "" : $"Authorization: Bearer {key}\r\n")
                + (
                    body is null
                        ? "\r\n"
                        : "Content-Type: application/json\r\nContent-Length: "
                            + $"{Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}"
                )
        );

    public void Dispose() => _stream.Dispose();

    private static long LengthOf(string head)
    {
        const string Name = "\r\ncontent-length: ";
        var start = head.IndexOf(Name, StringComparison.OrdinalIgnoreCase);
        if (start < 0)
            return 0;

        var rest = head.AsSpan(start + Name.Length);
        return long.Parse(rest[..rest.IndexOf('\r')], CultureInfo.InvariantCulture);
    }

    private async Task<string?> HeadAsync(CancellationToken cancellation)
    {
        var head = new StringBuilder();
        while (true)
        {
            var next = await ByteAsync(cancellation);
            if (next < 0)
                return head.Length == 0 ? null : throw new IOException("The answer ended in its headers.");

            head.Append((char)next);
            if (next == '\n' && head.Length >= 4 && head[^3] == '\n')
                return head.ToString();
        }
    }

    private async Task<bool> SkipChunksAsync(CancellationToken cancellation)
    {
        while (true)
        {
            var line = new StringBuilder();
            while (await ByteAsync(cancellation) is var next && next != '\n')
            {
                if (next < 0)
                    return false;
                line.Append((char)next);
            }

            var size = long.Parse(line.ToString().Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            if (!await SkipAsync(size + 2, cancellation))
                return false;
            if (size == 0)
                return true;
        }
    }

    private async Task<bool> SkipAsync(long length, CancellationToken cancellation)
    {
        while (length > 0)
        {
            if (_at == _end && !await FillAsync(cancellation))
                return false;

            var step = (int)Math.Min(length, _end - _at);
            _at += step;
            length -= step;
        }

        return true;
    }

    private async ValueTask<int> ByteAsync(CancellationToken cancellation) =>
        _at < _end || await FillAsync(cancellation) ? _buffer[_at++] : -1;

    private async Task<bool> FillAsync(CancellationToken cancellation)
    {
        if (Pause > TimeSpan.Zero)
            await Task.Delay(Pause, cancellation);
        _at = 0;
        _end = await _stream.ReadAsync(_buffer, cancellation);
        return _end > 0;
    }
}

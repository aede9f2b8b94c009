using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ArticleApi.Attacks;

/// <summary>The running service, as a process of its own on an address of its own.</summary>
internal sealed class Service : IAsyncDisposable
{
    private readonly Process _process;
    private readonly StringBuilder _log = new();
    private bool _isDisposed;

    private Service(Process process, string url)
    {
        _process = process;
        Url = url;
        // A pipe that nobody reads would stop the service.
        process.OutputDataReceived += (_, line) => Note(line.Data);
        process.ErrorDataReceived += (_, line) => Note(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public string Url { get; }

    public string Log
    {
        get
        {
            lock (_log)
                return _log.ToString();
        }
    }

    public static async Task<Service> StartAsync(
        Installation installation,
        Database database,
        params (string Name, string Value)[] settings
    )
    {
        var url = $"http://127.0.0.1:{FreePort()}";
        var start = installation.Command(database, "--urls", url);
        foreach (var (name, value) in settings)
            start.Environment[name] = value;
        var service = new Service(Process.Start(start)!, url);
        await service.WaitUntilReadyAsync();
        return service;
    }

    /// <summary>The memory that is its own, in megabytes.</summary>
    public double Megabytes()
    {
        var line = File.ReadLines($"/proc/{_process.Id}/status")
            .First(line => line.StartsWith("RssAnon", StringComparison.Ordinal));
        var number = line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1];
        return double.Parse(number, CultureInfo.InvariantCulture) / 1024;
    }

    /// <summary>SIGTERM; it ends by itself.</summary>
    /// <returns>How long that took.</returns>
    public async Task<TimeSpan> StopAsync()
    {
        var watch = Stopwatch.StartNew();
        using var kill = Process.Start("kill", ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)]);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        await _process.WaitForExitAsync(patience.Token);
        return watch.Elapsed;
    }

    /// <summary>SIGKILL.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_isDisposed)
            return;

        _isDisposed = true;
        if (!_process.HasExited)
            await KillAsync();
        _process.Dispose();
    }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public async Task WaitUntilReadyAsync()
    {
        using var http = new HttpClient();
        for (var watch = Stopwatch.StartNew(); watch.Elapsed < TimeSpan.FromSeconds(60); await Task.Delay(50))
        {
            if (_process.HasExited)
                break;

            try
            {
                using var ready = await http.GetAsync(Url + "/health/ready");
                if (ready.IsSuccessStatusCode)
                    return;
            }
            catch (HttpRequestException)
            {
                // It does not listen yet.
            }
        }

        throw new InvalidOperationException($"The service did not become ready:\n{Log}");
    }

    private void Note(string? line)
    {
        lock (_log)
        {
            if (line is not null && _log.Length < 1_000_000)
                _log.AppendLine(line);
        }
    }
}

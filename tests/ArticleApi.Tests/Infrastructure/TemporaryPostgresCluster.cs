using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace ArticleApi.Tests.Infrastructure;

/// <summary>
/// A PostgreSQL cluster in a temporary folder. A shell makes it, starts it, waits for the end of its standard input,
/// and then stops and removes it: so it goes when the tests are done, and also when their process is killed.
/// </summary>
internal sealed class TemporaryPostgresCluster : IAsyncDisposable
{
    private const string Script = """
        set -eu
        trap '' HUP INT TERM
        as=''
        if [ "$(id -u)" = 0 ]; then
          as='runuser -u postgres --'   # initdb and postgres refuse root
          chown postgres "$FOLDER"
        fi
        finish() {
          $as "$BINARIES/pg_ctl" stop --pgdata="$FOLDER/data" --mode=immediate >&2 || true
          cd /
          rm -rf "$FOLDER"
        }
        trap finish EXIT
        cd "$FOLDER"
        $as "$BINARIES/initdb" --pgdata="$FOLDER/data" --username=postgres --auth=trust \
          --encoding=UTF8 --locale=C.UTF-8 --no-sync --no-instructions >&2
        # Durability is not what is tested.
        cat >>"$FOLDER/data/postgresql.conf" <<END
        listen_addresses = '127.0.0.1'
        port = $PORT
        unix_socket_directories = '$FOLDER'
        max_connections = 300
        shared_buffers = 128MB
        fsync = off
        synchronous_commit = off
        full_page_writes = off
        END
        $as "$BINARIES/pg_ctl" start --wait --pgdata="$FOLDER/data" --log="$FOLDER/log" >&2 || { cat "$FOLDER/log" >&2; exit 1; }
        echo ready
        cat >/dev/null
        """;

    private readonly Process _shell;
    private readonly string _folder;

    private TemporaryPostgresCluster(Process shell, string folder, int port)
    {
        (_shell, _folder) = (shell, folder);
        ConnectionString = $"Host=127.0.0.1;Port={port};Username=postgres;Database=postgres";
    }

    public string ConnectionString { get; }

    /// <summary>
    /// The folder of the newest installed server's programs, where Debian and its kin put it or else on the path.
    /// </summary>
    public static string? Binaries { get; } =
        DebianFolders()
            .Concat((Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator))
            .FirstOrDefault(folder => File.Exists(Path.Combine(folder, "initdb")));

    public static async Task<TemporaryPostgresCluster> StartAsync()
    {
        var folder = Directory.CreateTempSubdirectory("articleapi-postgres-").FullName;
        var port = FreePort();
        var start = new ProcessStartInfo("setsid", ["sh", "-c", Script])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["FOLDER"] = folder;
        start.Environment["BINARIES"] = Binaries;
        start.Environment["PORT"] = port.ToString(CultureInfo.InvariantCulture);

        var shell = Process.Start(start)!;
        var complaints = shell.StandardError.ReadToEndAsync();
        while (await shell.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line == "ready")
            {
                return new(shell, folder, port);
            }
        }

        throw new InvalidOperationException($"PostgreSQL did not start: {await complaints}");
    }

    /// <summary>Ends the server in good order; its connections break.</summary>
    public Task StopServerAsync() => ControlAsync("stop", "--mode=fast");

    public Task StartServerAsync() => ControlAsync("start", "--log=" + Path.Combine(_folder, "log"));

    /// <summary>Holds the server and what it runs still: connections are taken, and nothing is answered.</summary>
    public Task FreezeAsync() => SignalAsync("STOP");

    public Task ThawAsync() => SignalAsync("CONT");

    public async ValueTask DisposeAsync()
    {
        _shell.StandardInput.Close();
        await _shell.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(30));
        _shell.Dispose();
    }

    private Task ControlAsync(string command, string option)
    {
        string[] control =
        [
            Path.Combine(Binaries!, "pg_ctl"),
            command,
            "--wait",
            "--pgdata=" + Path.Combine(_folder, "data"),
            option,
        ];

        return RunAsync(Environment.UserName == "root" ? ["runuser", "-u", "postgres", "--", .. control] : control);
    }

    private async Task SignalAsync(string signal)
    {
        var server = (await File.ReadAllLinesAsync(Path.Combine(_folder, "data", "postmaster.pid")))[0];
        await RunAsync("sh", "-c", $"kill -{signal} {server} $(ps -o pid= --ppid {server})");
    }

    // Its output goes nowhere: a server that is started would keep it open.
    private static async Task RunAsync(params string[] command)
    {
        using var process = Process.Start(
            new ProcessStartInfo("sh", ["-c", "exec \"$@\" >/dev/null 2>&1", "sh", .. command])
        )!;
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(60));
        Assert.Equal(0, process.ExitCode);
    }

    private static IEnumerable<string> DebianFolders() =>
        !Directory.Exists("/usr/lib/postgresql")
            ? []
            : Directory
                .GetDirectories("/usr/lib/postgresql")
                .OrderByDescending(folder =>
                    int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var version) ? version : 0
                )
                .Select(folder => Path.Combine(folder, "bin"));

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}

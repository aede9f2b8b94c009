using System.Diagnostics;
using System.Globalization;

namespace ArticleApi.Attacks;

/// <summary>
/// A PostgreSQL cluster of the attack's own, with the durability it comes with, that can be killed and started again.
/// </summary>
internal sealed class PostgresCluster : IAsyncDisposable
{
    private readonly string _programs;
    private readonly int _port = Service.FreePort();

    public PostgresCluster(string folder)
    {
        Folder = folder;
        _programs = Directory.Exists("/usr/lib/postgresql")
            ? Directory
                .GetDirectories("/usr/lib/postgresql")
                .Select(version => version + "/bin")
                .Where(bin => File.Exists(bin + "/initdb"))
                .Order()
                .LastOrDefault()
                ?? throw new InvalidOperationException("There is no PostgreSQL in /usr/lib/postgresql.")
            : throw new InvalidOperationException("--provider Postgres needs PostgreSQL in /usr/lib/postgresql.");
    }

    public string Folder { get; }

    public string ConnectionString => $"Host=127.0.0.1;Port={_port};Username=postgres";

    private string Data => Folder + "/data";

    public async Task CreateAsync()
    {
        if (Environment.UserName == "root")
            await ExecuteAsync("chown", "postgres", Folder);
        await RunAsync(
            "initdb",
            $"--pgdata={Data}",
            "--username=postgres",
            "--auth=trust",
            "--encoding=UTF8",
            "--locale=C.UTF-8",
            "--no-sync",
            "--no-instructions"
        );
        await StartAsync();
    }

    public async Task StartAsync()
    {
        var options =
            $"-c listen_addresses=127.0.0.1 -c port={_port} -c unix_socket_directories= -c shared_buffers=128MB";
        for (var tries = 1; ; tries++)
        {
            try
            {
                await RunAsync(
                    "pg_ctl",
                    "start",
                    "--wait",
                    "--silent",
                    $"--pgdata={Data}",
                    $"--log={Folder}/log",
                    $"--options={options}"
                );
                return;
            }
            catch (InvalidOperationException) when (tries < 20)
            {
                // The children of a killed server are still on their way out.
                await Task.Delay(250);
            }
        }
    }

    /// <summary>SIGKILL to the server; its children notice and end too.</summary>
    public async Task KillAsync()
    {
        var pid = int.Parse((await File.ReadAllLinesAsync(Data + "/postmaster.pid"))[0], CultureInfo.InvariantCulture);
        using var server = Process.GetProcessById(pid);
        server.Kill();
    }

    public Task SqlAsync(string database, string sql) =>
        RunAsync("psql", "--quiet", $"--dbname={database}", $"--command={sql}");

    /// <summary>One of PostgreSQL's programs, as the user who owns the cluster.</summary>
    public Task RunAsync(string program, params string[] arguments) =>
        Environment.UserName == "root"
            ? ExecuteAsync("runuser", ["-u", "postgres", "--", $"{_programs}/{program}", .. arguments])
            : ExecuteAsync($"{_programs}/{program}", arguments);

    public async ValueTask DisposeAsync()
    {
        if (File.Exists(Data + "/postmaster.pid"))
            await RunAsync("pg_ctl", "stop", "--silent", "--mode=immediate", $"--pgdata={Data}");
    }

    private async Task ExecuteAsync(string program, params string[] arguments)
    {
        // Not redirected to a pipe, which a server would inherit and hold open.
        var complaints = Path.GetTempFileName();
        var line = string.Join(' ', arguments.Prepend(program).Select(word => $"'{word.Replace("'", "'\\''")}'"));
        var start = new ProcessStartInfo("sh", ["-c", $"{line} </dev/null >'{complaints}' 2>&1"])
        {
            WorkingDirectory = "/",
        };
        start.Environment["PGHOST"] = "127.0.0.1";
        start.Environment["PGPORT"] = _port.ToString(CultureInfo.InvariantCulture);
        start.Environment["PGUSER"] = "postgres";
        using var process = Process.Start(start)!;
        await process.WaitForExitAsync();
        var said = await File.ReadAllTextAsync(complaints);
        File.Delete(complaints);
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{program} failed: {said}");
    }
}

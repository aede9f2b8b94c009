using System.Collections;
using System.Runtime.InteropServices;
using System.Text;

namespace ArticleApi.Cli;

/// <summary>
/// The runtime of a command that works through many articles and ends: it need not measure its code before it compiles
/// it well, nor collect garbage beside its work, nor keep its memory as small as a service does. The runtime takes such
/// settings at its start only, and from the environment, so the process begins once more in its own place.
/// </summary>
internal static partial class BatchRuntime
{
    private static readonly string[] Commands = ["import", "reindex"];

    private static readonly (string Name, string Value)[] Settings =
    [
        ("DOTNET_TieredPGO", "0"),
        ("DOTNET_gcConcurrent", "0"),
        ("DOTNET_GCgen0size", "0x2000000"),
        // What SQLite frees on one thread it finds again on another.
        ("MALLOC_ARENA_MAX", "1"),
    ];

    /// <summary>
    /// Does not return where the process begins anew, with the same id, files and arguments. Where an operator has set
    /// any of these, or the system has no way to, it goes on as it is.
    /// </summary>
    public static void Enter(string[] args)
    {
        if (
            !OperatingSystem.IsLinux()
            || args.Length == 0
            || !Commands.Contains(args[0])
            || Array.Exists(Settings, setting => Environment.GetEnvironmentVariable(setting.Name) is not null)
        )
            return;

        // Each ends in a null character, an empty one too.
        var arguments = Encoding.UTF8.GetString(File.ReadAllBytes("/proc/self/cmdline"))[..^1].Split('\0');
        var environment = Environment
            .GetEnvironmentVariables()
            .Cast<DictionaryEntry>()
            .Select(variable => $"{variable.Key}={variable.Value}")
            .Concat(Settings.Select(setting => $"{setting.Name}={setting.Value}"));
        _ = Execute("/proc/self/exe", [.. arguments, null], [.. environment, null]);
    }

    [LibraryImport("libc", EntryPoint = "execve", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Execute(string path, string?[] arguments, string?[] environment);
}

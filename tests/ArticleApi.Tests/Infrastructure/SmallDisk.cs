using System.Diagnostics;

namespace ArticleApi.Tests.Infrastructure;

/// <summary>A disk of a few megabytes, in memory: root on Linux may mount one.</summary>
internal sealed class SmallDisk : IDisposable
{
    private const int Megabytes = 16;
    private const int Block = 4096;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("articleapi-disk-");

    private SmallDisk() =>
        IsMounted = Run("mount", "-t", "tmpfs", "-o", $"size={Megabytes}m", "tmpfs", _folder.FullName);

    public string Folder => _folder.FullName;

    private bool IsMounted { get; }

    private string Filling => Path.Combine(Folder, "filling");

    /// <returns>Null where nothing may be mounted.</returns>
    public static SmallDisk? TryCreate()
    {
        if (!OperatingSystem.IsLinux() || !Environment.IsPrivilegedProcess)
            return null;

        var disk = new SmallDisk();
        if (disk.IsMounted)
            return disk;

        disk.Dispose();
        return null;
    }

    /// <summary>Takes up all the room that is left.</summary>
    public void Fill()
    {
        using var file = File.OpenHandle(Filling, FileMode.Create, FileAccess.Write);
        var block = new byte[Block];
        for (var blocks = 0L; blocks <= Megabytes * 1024L * 1024 / Block; blocks++)
        {
            try
            {
                RandomAccess.Write(file, block, blocks * Block);
            }
            catch (IOException)
            {
                return;
            }
        }

        Assert.Fail("The disk is larger than it should be.");
    }

    public void Free() => File.Delete(Filling);

    public void Dispose()
    {
        if (IsMounted)
            Assert.True(Run("umount", Folder));
        _folder.Delete();
    }

    private static bool Run(string command, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(command, arguments) { RedirectStandardError = true })!;
        process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}

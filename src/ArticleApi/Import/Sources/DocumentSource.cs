using System.IO.Compression;
using System.IO.Enumeration;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.FileSystemGlobbing;
using Microsoft.Extensions.FileSystemGlobbing.Abstractions;

namespace ArticleApi.Import.Sources;

/// <summary>
/// Finds documents and opens them: files, folders, patterns, zip archives, gzip files and standard input. Nothing is
/// ever unpacked to the disk.
/// </summary>
internal static class DocumentSource
{
    public const string StandardInput = "-";

    // What stands for bytes of a name that are not UTF-8.
    private const char ReplacementCharacter = '\uFFFD';

    private static readonly char[] Wildcards = ['*', '?', '['];

    public static async IAsyncEnumerable<SourceDocument> FromBytesAsync(string name, byte[] bytes)
    {
        await Task.CompletedTask;
        yield return new(name, PipeReader.Create(new MemoryStream(bytes)), null, () => bytes.Length) { Name = name };
    }

    /// <summary>
    /// The files a path stands for: itself, all in a folder in the order of their names, or those that fit a pattern
    /// such as <c>wire/**/*.xml</c>. None where nothing is there.
    /// </summary>
    public static IReadOnlyList<SourceFile> Expand(string path)
    {
        if (path == StandardInput || File.Exists(path))
            return [new(path, IsExplicit: true)];
        if (Directory.Exists(path))
            return ToSourceFiles(EnumerateFiles(path));

        var first = path.IndexOfAny(Wildcards);
        if (first < 0)
            return [];

        var folder = path[
            ..(path.LastIndexOfAny([Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar], first) + 1)
        ];
        var root = folder.Length == 0 ? "." : folder;
        return Directory.Exists(root)
            ? ToSourceFiles(
                new Matcher(StringComparison.Ordinal)
                    .AddInclude(path[folder.Length..])
                    .Execute(new DirectoryInfoWrapper(new(root)))
                    .Files.Select(match => folder + match.Path)
            )
            : [];
    }

    private static SourceFile[] ToSourceFiles(IEnumerable<string> paths) =>
        [.. paths.Order(StringComparer.Ordinal).Select(path => new SourceFile(path, IsExplicit: false))];

    // A link to a folder may lead round in a circle; one to a file is followed. A folder whose name cannot be read is
    // given for a file, to be complained of.
    private static FileSystemEnumerable<string> EnumerateFiles(string folder) =>
        new(
            folder,
            static (ref FileSystemEntry entry) => entry.ToSpecifiedFullPath(),
            new EnumerationOptions { RecurseSubdirectories = true }
        )
        {
            ShouldIncludePredicate = static (ref FileSystemEntry entry) =>
                !entry.IsDirectory || entry.FileName.Contains(ReplacementCharacter),
            ShouldRecursePredicate = static (ref FileSystemEntry entry) =>
                (entry.Attributes & FileAttributes.ReparsePoint) == 0,
        };

    public static async IAsyncEnumerable<SourceDocument> OpenAsync(
        IEnumerable<SourceFile> files,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        foreach (var file in files)
        {
            await foreach (var document in OpenAsync(file, cancellation))
                yield return document;
        }
    }

    private static async IAsyncEnumerable<SourceDocument> OpenAsync(
        SourceFile file,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        var path = file.Path == StandardInput ? "standard-input" : file.Path;
        Stream? stream = null;
        string? refusal = null;
        try
        {
            refusal = file.IsExplicit ? null : GetUnreadableReason(path);
            if (refusal is null)
                stream =
                    file.Path == StandardInput
                        ? Console.OpenStandardInput()
                        : new FileStream(
                            path,
                            FileMode.Open,
                            FileAccess.Read,
                            FileShare.Read,
                            bufferSize: 1,
                            FileOptions.SequentialScan | FileOptions.Asynchronous
                        );
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            refusal = error.Message;
        }

        if (stream is null)
        {
            yield return new(path, null, refusal, () => 0);
            yield break;
        }

        await using (stream)
        {
            var content = PipeReader.Create(
                stream,
                new StreamPipeReaderOptions(bufferSize: 64 * 1024, leaveOpen: true)
            );
            await foreach (var document in DecompressAsync(path, stream, content, cancellation))
                yield return document;
            await content.CompleteAsync();
        }
    }

    // To open a pipe is to wait for whoever writes into it. What is no file has no length, and a file without one has
    // nothing to be opened for.
    private static string? GetUnreadableReason(string path)
    {
        if (path.Contains(ReplacementCharacter, StringComparison.Ordinal) && !File.Exists(path))
            return "Its name is not UTF-8, and by no other name can it be opened; rename it.";

        return ((FileInfo?)File.ResolveLinkTarget(path, returnFinalTarget: true) ?? new FileInfo(path)).Length > 0
            ? null
            : "It is empty, or it is no file but a pipe, a socket or a device, which are read only when named "
                + "themselves.";
    }

    private static async IAsyncEnumerable<SourceDocument> DecompressAsync(
        string path,
        Stream stream,
        PipeReader content,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        long Position() => stream.CanSeek ? stream.Position : 0;

        var magic = await PeekStartAsync(content, cancellation);
        if (ArchiveSignatures.IsGzip(magic))
        {
            var unpacked = PipeReader.Create(
                new BoundedDecompressionStream(new GZipStream(content.AsStream(), CompressionMode.Decompress)),
                new StreamPipeReaderOptions(bufferSize: 64 * 1024)
            );
            yield return new(path, unpacked, null, Position);
            await unpacked.CompleteAsync();
        }
        else if (ArchiveSignatures.IsZip(magic))
        {
            if (!stream.CanSeek)
            {
                yield return new(
                    path,
                    null,
                    "A zip archive is read from a file: its list of contents stands at its end.",
                    Position
                );
                yield break;
            }

            stream.Position = 0;
            foreach (var document in ZipDocumentReader.Read(path, stream, Position))
                yield return document;
        }
        else
        {
            yield return new(path, content, null, Position) { Length = stream.CanSeek ? stream.Length : null };
        }
    }

    private static async Task<byte[]> PeekStartAsync(PipeReader content, CancellationToken cancellation)
    {
        var read = await content.ReadAtLeastAsync(4, cancellation);
        var start = new byte[Math.Min(4, read.Buffer.Length)];
        System.Buffers.BuffersExtensions.CopyTo(read.Buffer.Slice(0, start.Length), start);
        content.AdvanceTo(read.Buffer.Start);
        return start;
    }
}

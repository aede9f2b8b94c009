using System.IO.Compression;
using System.IO.Enumeration;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.FileSystemGlobbing;
using Microsoft.Extensions.FileSystemGlobbing.Abstractions;

namespace ArticleApi.Import.Sources;

/// <summary>A document to be taken in, wherever it lay.</summary>
/// <param name="Path">
/// As complaints say it: from what was named on, so that nobody need search; an archive's file stands below the
/// archive.
/// </param>
/// <param name="Content">Null where there is nothing to read.</param>
/// <param name="UnreadableReason">Why it cannot be read.</param>
/// <param name="BytesRead">Bytes read of the file so far, as they lie on the disk.</param>
internal sealed record SourceDocument(string Path, PipeReader? Content, string? UnreadableReason, Func<long> BytesRead)
{
    /// <summary>
    /// As its articles' sources keep it: without folders, which are nobody else's business; that of an archive's file
    /// begins with the archive's.
    /// </summary>
    public string Name { get; init; } = System.IO.Path.GetFileName(Path);

    /// <summary>In bytes, where it is known before it is read.</summary>
    public long? Length { get; init; }
}

/// <summary>A file to be opened.</summary>
/// <param name="IsExplicit">Whether it was asked for itself, and not found in a folder or by a pattern.</param>
internal sealed record SourceFile(string Path, bool IsExplicit);

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
            foreach (var document in ReadArchive(path, stream, Position))
                yield return document;
        }
        else
        {
            yield return new(path, content, null, Position) { Length = stream.CanSeek ? stream.Length : null };
        }
    }

    private static IEnumerable<SourceDocument> ReadArchive(string path, Stream stream, Func<long> position)
    {
        ZipArchive? archive = null;
        var entries = new List<ZipArchiveEntry>();
        var refusal = "The archive holds no file.";
        try
        {
            archive = new(stream, ZipArchiveMode.Read, leaveOpen: true);
            // Of folders there are names only.
            entries.AddRange(archive.Entries.Where(entry => entry.Name.Length > 0));
        }
        catch (InvalidDataException)
        {
            refusal = "The archive is broken or cut off: its list of contents cannot be read.";
        }

        using (archive)
        {
            if (entries.Count == 0)
                yield return new(path, null, refusal, position);
            foreach (var entry in entries)
                yield return ReadArchive(path, entry, position);
        }
    }

    private static SourceDocument ReadArchive(string archive, ZipArchiveEntry entry, Func<long> position)
    {
        if (entry.FullName.Split('/', '\\').Contains("..") || Path.IsPathRooted(entry.FullName))
            return Packed(entry.Name, null, "Its name leads out of the archive.");
        if (entry.IsEncrypted)
            return Packed(entry.FullName, null, "It is encrypted; pack it without a password.");

        try
        {
            return Packed(
                entry.FullName,
                PipeReader.Create(
                    new BoundedDecompressionStream(entry.Open()),
                    new StreamPipeReaderOptions(bufferSize: 64 * 1024)
                ),
                null
            );
        }
        catch (InvalidDataException)
        {
            return Packed(entry.FullName, null, "The archive is broken there, or packs it in a way that is not read.");
        }
        catch (Exception error) when (error is IOException or NotSupportedException)
        {
            return Packed(entry.FullName, null, error.Message);
        }

        SourceDocument Packed(string name, PipeReader? content, string? refusal) =>
            new($"{archive}/{name}", content, refusal, position) { Name = $"{Path.GetFileName(archive)}/{name}" };
    }

    private static async Task<byte[]> PeekStartAsync(PipeReader content, CancellationToken cancellation)
    {
        var read = await content.ReadAtLeastAsync(4, cancellation);
        var start = new byte[Math.Min(4, read.Buffer.Length)];
        System.Buffers.BuffersExtensions.CopyTo(read.Buffer.Slice(0, start.Length), start);
        content.AdvanceTo(read.Buffer.Start);
        return start;
    }

    /// <summary>
    /// What comes out of a compressed stream, as long as it is not absurdly more than a document has.
    /// </summary>
    private sealed class BoundedDecompressionStream(Stream packed) : Stream
    {
        /// <summary>
        /// More than any corpus of a million articles; a bomb is cut off here, having cost time and no memory.
        /// </summary>
        private const long MaxBytes = MaxGiB * 1024L * 1024 * 1024;

        private const int MaxGiB = 100;

        private long _bytesRead;

        public override async ValueTask<int> ReadAsync(
            Memory<byte> buffer,
            CancellationToken cancellationToken = default
        ) => CountBytes(await packed.ReadAsync(buffer, cancellationToken));

        public override Task<int> ReadAsync(
            byte[] buffer,
            int offset,
            int count,
            CancellationToken cancellationToken
        ) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        public override int Read(byte[] buffer, int offset, int count) =>
            CountBytes(packed.Read(buffer, offset, count));

        private int CountBytes(int read) =>
            (_bytesRead += read) <= MaxBytes ? read : throw new IOException($"It unpacks to more than {MaxGiB} GiB.");

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                packed.Dispose();
            base.Dispose(disposing);
        }

        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => false;
        public override long Length => throw new NotSupportedException();
        public override long Position
        {
            get => _bytesRead;
            set => throw new NotSupportedException();
        }

        public override void Flush() { }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}

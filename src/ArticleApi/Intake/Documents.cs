using System.IO.Compression;
using System.IO.Enumeration;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.FileSystemGlobbing;

namespace ArticleApi.Intake;

/// <summary>A document to be taken in, wherever it lay.</summary>
/// <param name="Name">Without folders; that of an archive's file begins with the archive's.</param>
/// <param name="Content">Null where there is nothing to read.</param>
/// <param name="Refusal">Why it cannot be read.</param>
/// <param name="Read">Bytes read of the file so far, as they lie on the disk.</param>
internal sealed record Document(string Name, PipeReader? Content, string? Refusal, Func<long> Read)
{
    /// <summary>In bytes, where it is known before it is read.</summary>
    public long? Length { get; init; }
}

/// <summary>Finds documents and opens them: files, folders, patterns, zip archives, gzip files and standard input. Nothing is ever unpacked to the disk.</summary>
internal static class Documents
{
    public const string StandardInput = "-";

    private static readonly char[] Wild = ['*', '?', '['];

    public static async IAsyncEnumerable<Document> Of(string name, byte[] bytes)
    {
        await Task.CompletedTask;
        yield return new(name, PipeReader.Create(new MemoryStream(bytes)), null, () => bytes.Length);
    }

    /// <summary>The files a path stands for: itself, all in a folder in the order of their names, or those that fit a pattern such as <c>wire/**/*.xml</c>. None where nothing is there.</summary>
    public static IReadOnlyList<string> Find(string path)
    {
        if (path == StandardInput || File.Exists(path))
            return [path];
        if (Directory.Exists(path))
            return [.. FilesIn(path).Order(StringComparer.Ordinal)];

        var first = path.IndexOfAny(Wild);
        if (first < 0)
            return [];

        var folder = path[..(path.LastIndexOfAny([Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar], first) + 1)];
        var root = folder.Length == 0 ? "." : folder;
        return Directory.Exists(root)
            ? [.. new Matcher(StringComparison.Ordinal).AddInclude(path[folder.Length..]).GetResultsInFullPath(root).Order(StringComparer.Ordinal)]
            : [];
    }

    // A link to a folder may lead round in a circle; one to a file is followed.
    private static FileSystemEnumerable<string> FilesIn(string folder) =>
        new(folder, static (ref FileSystemEntry entry) => entry.ToSpecifiedFullPath(), new EnumerationOptions { RecurseSubdirectories = true })
        {
            ShouldIncludePredicate = static (ref FileSystemEntry entry) => !entry.IsDirectory,
            ShouldRecursePredicate = static (ref FileSystemEntry entry) => (entry.Attributes & FileAttributes.ReparsePoint) == 0,
        };

    public static async IAsyncEnumerable<Document> Open(IEnumerable<string> files, [EnumeratorCancellation] CancellationToken cancellation)
    {
        foreach (var file in files)
        {
            await foreach (var document in Open(file, cancellation))
                yield return document;
        }
    }

    private static async IAsyncEnumerable<Document> Open(string file, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var name = file == StandardInput ? "standard-input" : Path.GetFileName(file);
        Stream? stream = null;
        string? refusal = null;
        try
        {
            stream = file == StandardInput ? Console.OpenStandardInput()
                : new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1, FileOptions.SequentialScan | FileOptions.Asynchronous);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            refusal = error.Message;
        }

        if (stream is null)
        {
            yield return new(name, null, refusal, () => 0);
            yield break;
        }

        await using (stream)
        {
            var content = PipeReader.Create(stream, new StreamPipeReaderOptions(bufferSize: 64 * 1024, leaveOpen: true));
            await foreach (var document in Unpacked(name, stream, content, cancellation))
                yield return document;
            await content.CompleteAsync();
        }
    }

    private static async IAsyncEnumerable<Document> Unpacked(string name, Stream stream, PipeReader content, [EnumeratorCancellation] CancellationToken cancellation)
    {
        long Position() => stream.CanSeek ? stream.Position : 0;

        var magic = await Start(content, cancellation);
        if (magic is [0x1F, 0x8B, ..])
        {
            var unpacked = PipeReader.Create(new Unpacking(new GZipStream(content.AsStream(), CompressionMode.Decompress)), new StreamPipeReaderOptions(bufferSize: 64 * 1024));
            yield return new(name.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? name[..^3] : name, unpacked, null, Position);
            await unpacked.CompleteAsync();
        }
        else if (magic is [(byte)'P', (byte)'K', 3 or 5, 4 or 6])
        {
            if (!stream.CanSeek)
            {
                yield return new(name, null, "A zip archive is read from a file: its list of contents stands at its end.", Position);
                yield break;
            }

            stream.Position = 0;
            foreach (var document in Zipped(name, stream, Position))
                yield return document;
        }
        else
        {
            yield return new(name, content, null, Position) { Length = stream.CanSeek ? stream.Length : null };
        }
    }

    private static IEnumerable<Document> Zipped(string name, Stream stream, Func<long> position)
    {
        ZipArchive? archive = null;
        string? refusal = null;
        try
        {
            archive = new(stream, ZipArchiveMode.Read, leaveOpen: true);
            _ = archive.Entries.Count;
        }
        catch (InvalidDataException error)
        {
            refusal = error.Message;
        }

        if (archive is null || refusal is not null)
        {
            yield return new(name, null, refusal, position);
            yield break;
        }

        using (archive)
        {
            // Of folders there are names only.
            foreach (var entry in archive.Entries.Where(entry => entry.Name.Length > 0))
                yield return Zipped(name, entry, position);
        }
    }

    private static Document Zipped(string archive, ZipArchiveEntry entry, Func<long> position)
    {
        if (entry.FullName.Split('/', '\\').Contains("..") || Path.IsPathRooted(entry.FullName))
            return new($"{archive}/{entry.Name}", null, "Its name leads out of the archive.", position);

        var name = $"{archive}/{entry.FullName}";
        try
        {
            return new(name, PipeReader.Create(new Unpacking(entry.Open()), new StreamPipeReaderOptions(bufferSize: 64 * 1024)), null, position);
        }
        catch (Exception error) when (error is InvalidDataException or IOException or NotSupportedException)
        {
            return new(name, null, error.Message, position);
        }
    }

    private static async Task<byte[]> Start(PipeReader content, CancellationToken cancellation)
    {
        var read = await content.ReadAtLeastAsync(4, cancellation);
        var start = new byte[Math.Min(4, read.Buffer.Length)];
        System.Buffers.BuffersExtensions.CopyTo(read.Buffer.Slice(0, start.Length), start);
        content.AdvanceTo(read.Buffer.Start);
        return start;
    }

    /// <summary>What comes out of a compressed stream, as long as it is not absurdly more than a document has.</summary>
    private sealed class Unpacking(Stream packed) : Stream
    {
        /// <summary>More than any corpus of a million articles; a bomb is cut off here, having cost time and no memory.</summary>
        private const long MaxBytes = 100L * 1024 * 1024 * 1024;

        private long _read;

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => Counted(await packed.ReadAsync(buffer, cancellationToken));

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        public override int Read(byte[] buffer, int offset, int count) => Counted(packed.Read(buffer, offset, count));

        private int Counted(int read) => (_read += read) <= MaxBytes ? read : throw new InvalidDataException($"It unpacks to more than {MaxBytes:N0} bytes.");

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
        public override long Position { get => _read; set => throw new NotSupportedException(); }
        public override void Flush() { }
        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();
        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}

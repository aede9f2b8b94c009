using System.IO.Compression;
using System.IO.Pipelines;

namespace ArticleApi.Import.Sources;

/// <summary>Reads the documents of a zip archive, one after the other as they are asked for.</summary>
internal static class ZipDocumentReader
{
    public static IEnumerable<SourceDocument> Read(string path, Stream stream, Func<long> position)
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
                yield return ReadEntry(path, entry, position);
        }
    }

    private static SourceDocument ReadEntry(string archive, ZipArchiveEntry entry, Func<long> position)
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
}

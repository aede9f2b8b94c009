using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using ArticleApi.Core.Ingestion;

namespace ArticleApi.Intake;

/// <summary>Some lines of a long document: their articles, and what is wrong with the others.</summary>
internal sealed record LineBatch(IReadOnlyList<Incoming> Articles, IReadOnlyList<Complaint> Complaints);

/// <summary>Reads articles line by line in bounded memory.</summary>
internal static class ArticleLines
{
    public static async IAsyncEnumerable<LineBatch> Read(
        string document, Stream stream, int size, Func<ReadArticle, string, Incoming> prepare, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var (articles, complaints, number) = (new List<Incoming>(size), new List<Complaint>(), 0);
        var reader = PipeReader.Create(stream, new StreamPipeReaderOptions(bufferSize: 64 * 1024, leaveOpen: true));
        while (true)
        {
            var read = await reader.ReadAsync(cancellation);
            var buffer = read.Buffer;
            while (TakeLine(ref buffer, read.IsCompleted) is { } line)
            {
                number++;
                if (!IsBlank(line))
                    Take(line);
                if (articles.Count >= size || complaints.Count >= size)
                {
                    yield return new(articles, complaints);
                    (articles, complaints) = (new(size), []);
                }
            }

            if (buffer.Length > NdjsonReader.MaxLineBytes)
            {
                complaints.Add(new(Severity.Error, document, number + 1, $"The line is longer than {NdjsonReader.MaxLineBytes:N0} bytes; nothing after it is read."));
                break;
            }

            reader.AdvanceTo(buffer.Start, buffer.End);
            if (read.IsCompleted)
                break;
        }

        await reader.CompleteAsync();
        if (articles.Count > 0 || complaints.Count > 0)
            yield return new(articles, complaints);

        void Take(ReadOnlySequence<byte> line)
        {
            var bytes = line.IsSingleSegment ? line.FirstSpan : line.ToArray();
            var reading = NdjsonReader.Read(document, number, bytes);
            complaints.AddRange(reading.Complaints);
            foreach (var article in reading.Articles)
                articles.Add(prepare(article, Convert.ToHexStringLower(SHA256.HashData(bytes))));
        }
    }

    // The last line may lack its end.
    private static ReadOnlySequence<byte>? TakeLine(ref ReadOnlySequence<byte> buffer, bool isLast)
    {
        if (buffer.PositionOf((byte)'\n') is { } end)
        {
            var line = buffer.Slice(0, end);
            buffer = buffer.Slice(buffer.GetPosition(1, end));
            return line;
        }

        if (!isLast || buffer.IsEmpty)
            return null;

        var rest = buffer;
        buffer = buffer.Slice(buffer.End);
        return rest;
    }

    private static bool IsBlank(ReadOnlySequence<byte> line)
    {
        foreach (var segment in line)
        {
            if (segment.Span.IndexOfAnyExcept(" \t\r"u8) >= 0)
                return false;
        }

        return true;
    }
}

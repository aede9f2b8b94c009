using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using ArticleApi.Core.Ingestion;

namespace ArticleApi.Intake;

/// <summary>Some lines of a long document: their articles, and what is wrong with the others.</summary>
internal sealed class LineBatch(int size)
{
    private readonly List<Func<Incoming>> _again = new(size);
    private List<Incoming>? _articles = new(size);

    public List<Complaint> Complaints { get; } = [];

    public bool IsFull => _again.Count >= size || Complaints.Count >= size;

    public bool IsEmpty => _again.Count + Complaints.Count == 0;

    /// <summary>The articles. They are handed over once and read anew after that: a transaction is seldom tried twice, and its lines take less room.</summary>
    public IReadOnlyList<Incoming> Articles
    {
        get
        {
            var articles = _articles ?? _again.ConvertAll(read => read());
            _articles = null;
            return articles;
        }
    }

    public void Add(Incoming article, Func<Incoming> again)
    {
        _articles!.Add(article);
        _again.Add(again);
    }
}

/// <summary>Reads articles line by line in bounded memory.</summary>
internal static class ArticleLines
{
    public static async IAsyncEnumerable<LineBatch> Read(
        string document, Stream stream, int size, Func<ReadArticle, string, Incoming> prepare, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var (batch, number) = (new LineBatch(size), 0);
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
                if (batch.IsFull)
                {
                    yield return batch;
                    batch = new(size);
                }
            }

            if (buffer.Length > NdjsonReader.MaxLineBytes)
            {
                batch.Complaints.Add(new(Severity.Error, document, number + 1, $"The line is longer than {NdjsonReader.MaxLineBytes:N0} bytes; nothing after it is read."));
                break;
            }

            reader.AdvanceTo(buffer.Start, buffer.End);
            if (read.IsCompleted)
                break;
        }

        await reader.CompleteAsync();
        if (!batch.IsEmpty)
            yield return batch;

        void Take(ReadOnlySequence<byte> line)
        {
            var (bytes, at) = (line.ToArray(), number);
            var reading = NdjsonReader.Read(document, at, bytes);
            batch.Complaints.AddRange(reading.Complaints);
            if (reading.Articles is not [var article])
                return;

            var sha256 = Convert.ToHexStringLower(SHA256.HashData(bytes));
            batch.Add(prepare(article, sha256), () => prepare(NdjsonReader.Read(document, at, bytes).Articles[0], sha256));
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

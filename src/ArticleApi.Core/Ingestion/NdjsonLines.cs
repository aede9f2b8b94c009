using System.Buffers;

namespace ArticleApi.Core.Ingestion;

/// <summary>
/// Parts NDJSON into its lines. The last may lack its end, and blank ones are numbered with the others.
/// </summary>
public static class NdjsonLines
{
    /// <summary>Takes the next line off the buffer, without its end.</summary>
    /// <param name="isLast">Whether nothing comes after the buffer, so that what is left is a line.</param>
    public static bool TryRead(ref ReadOnlySequence<byte> buffer, bool isLast, out ReadOnlySequence<byte> line)
    {
        var reader = new SequenceReader<byte>(buffer);
        if (reader.TryReadTo(out line, (byte)'\n'))
        {
            buffer = reader.UnreadSequence;
            return true;
        }

        line = buffer;
        if (!isLast || buffer.IsEmpty)
            return false;

        buffer = buffer.Slice(buffer.End);
        return true;
    }

    public static bool IsBlank(ReadOnlySequence<byte> line)
    {
        foreach (var segment in line)
        {
            if (segment.Span.IndexOfAnyExcept(" \t\r"u8) >= 0)
                return false;
        }

        return true;
    }

    /// <summary>The lines that are not blank, each with its number from 1.</summary>
    public static IEnumerable<(int Number, ReadOnlyMemory<byte> Line)> Split(byte[] bytes)
    {
        var rest = new ReadOnlySequence<byte>(bytes);
        for (var number = 1; TryRead(ref rest, isLast: true, out var line); number++)
        {
            if (!IsBlank(line))
                yield return (number, line.First);
        }
    }
}

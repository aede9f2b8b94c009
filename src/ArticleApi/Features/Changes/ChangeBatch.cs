using ArticleApi.Log;

namespace ArticleApi.Features.Changes;

/// <summary>Changes in order, written once for all who are told of them, and how far in the log they lead.</summary>
/// <param name="bytes">The events, one after the other, as they go to a stream.</param>
/// <param name="entries">Where in them each is.</param>
internal sealed class ChangeBatch(
    ReadOnlyMemory<byte> bytes,
    ArraySegment<WrittenChange> entries,
    ChangeFeedCursor readTo
)
{
    public int Count => entries.Count;

    public bool IsEmpty => Count == 0;

    public ChangeFeedCursor ReadTo => readTo;

    /// <summary>What it takes of the memory.</summary>
    public int Size => bytes.Length;

    /// <summary>Its events as they go to a stream; nothing where it is empty.</summary>
    public ReadOnlyMemory<byte> Events => IsEmpty ? default : bytes[entries[0].Start..];

    public WrittenChange this[int index] => entries[index];

    /// <summary>An entry as JSON.</summary>
    public ReadOnlySpan<byte> JsonOf(int index) =>
        bytes.Span.Slice(entries[index].JsonStart, entries[index].JsonLength);

    /// <summary>The same without what a follower has been told already.</summary>
    public ChangeBatch After(ChangeFeedCursor told)
    {
        var first = 0;
        while (first < Count && entries[first].Cursor.Sequence <= told.Sequence)
            first++;

        return first == 0 && readTo.Sequence >= told.Sequence
            ? this
            : new(bytes, entries[first..], readTo.Sequence >= told.Sequence ? readTo : told);
    }
}

/// <summary>An entry among written ones.</summary>
internal readonly record struct WrittenChange(ChangeFeedCursor Cursor, int Start, int JsonStart, int JsonLength);

using ArticleApi.Core.Datelines;
using ArticleApi.Editing;

namespace ArticleApi.Tests.Editing;

public sealed class InternedDatelinesTests
{
    private readonly InternedDatelines _interned = new(capacity: 2);

    [Fact]
    public void What_waits_to_be_written_is_remembered_however_much_it_is()
    {
        var rows = Make(1, 20, written: 0);

        Assert.All(rows, row => Assert.True(_interned.TryRecall(row.Identity)));
    }

    [Fact]
    public void What_is_written_is_forgotten_when_more_has_come_than_is_remembered()
    {
        var first = Make(1, 1, written: 0)[0];
        Make(2, 1, written: 0);
        Make(3, 10, written: 2);
        Make(4, 10, written: 3);
        _interned.BeginBatch();

        Assert.False(_interned.TryRecall(first.Identity));
    }

    [Fact]
    public void A_batch_finds_what_it_recalled()
    {
        var row = Make(1, 1, written: 0)[0];
        _interned.BeginBatch();
        Assert.True(_interned.TryRecall(row.Identity));

        Assert.Same(row, _interned.Find(new(row.Facts, new("", [], null), null, 1)));
    }

    /// <summary>A batch that makes so many.</summary>
    private List<Dateline> Make(int batch, int count, int written)
    {
        _interned.BeginBatch();
        var rows = Enumerable
            .Range(0, count)
            .Select(number => Dateline.From(new([new($"Street {batch} {number}", null, null, null)], null, null)))
            .ToList();
        rows.ForEach(_interned.Add);
        _interned.EndBatch(batch, rows, written);

        return rows;
    }
}

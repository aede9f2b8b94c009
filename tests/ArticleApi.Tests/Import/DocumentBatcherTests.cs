using System.Text;
using ArticleApi.Core.Articles;
using ArticleApi.Import;
using ArticleApi.Import.Sources;

namespace ArticleApi.Tests.Import;

/// <summary>What is read is handed on in batches that are bounded by number and by size.</summary>
public sealed class DocumentBatcherTests
{
    private static readonly ImportLimits Limits = new() { BytesPerArticle = 1_024, ArticlesPerBatch = 4 };

    [Fact]
    public async Task A_batch_ends_when_it_has_articles_or_bytes_enough()
    {
        int[] lengths = [10, 10, 10, 10, 10, 3_000, 2_000, 10, 5_000, 10, 10];

        Assert.Equal([(4, 4), (3, 5), (2, 5), (2, 2)], await ReadAsync("lines.ndjson", Lines(lengths)));
    }

    [Fact]
    public async Task Articles_of_the_usual_length_are_told_by_their_number()
    {
        var limits = new ImportLimits();
        var lines = Lines([.. Enumerable.Repeat(12_000, limits.ArticlesPerBatch * 2)]);

        Assert.Equal(
            [(limits.ArticlesPerBatch, limits.ArticlesPerBatch), (limits.ArticlesPerBatch, limits.ArticlesPerBatch)],
            await ReadAsync("usual.ndjson", lines, limits)
        );
    }

    // It is taken in whole or not at all.
    [Fact]
    public async Task A_document_of_many_articles_is_one_batch_and_counts_as_its_length()
    {
        var text = string.Concat(
            Enumerable.Range(0, 3).Select(i => $"Head {i}\n\nTT\n\nHead {i}\n\n{new string('x', 3_000)}\n\n\n\n")
        );

        Assert.Equal([(3, 8)], await ReadAsync("many.txt", text));
    }

    [Fact]
    public async Task Who_reads_ahead_waits_for_room_and_what_is_larger_than_all_of_it_for_all_of_it()
    {
        var cancellation = TestContext.Current.CancellationToken;
        var budget = new ReadAheadBudget(10);
        await budget.AcquireAsync(6, cancellation);
        await budget.AcquireAsync(4, cancellation);

        var next = budget.AcquireAsync(5, cancellation);
        budget.Release(4);
        Assert.False(next.IsCompleted);
        budget.Release(6);
        await next;

        var large = budget.AcquireAsync(50, cancellation);
        Assert.False(large.IsCompleted);
        budget.Release(5);
        await large;

        using var stop = new CancellationTokenSource();
        var stopped = budget.AcquireAsync(1, stop.Token);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => stopped);
    }

    private static string Lines(int[] lengths) =>
        string.Join(
            '\n',
            lengths.Select(
                (length, i) =>
                    $$"""{"headline":"Line {{i}}","body":[{"type":"paragraph","text":"{{new string('x', length)}}"}]}"""
            )
        );

    private static async Task<List<(int Articles, int Weight)>> ReadAsync(
        string name,
        string text,
        ImportLimits? limits = null
    )
    {
        var candidates = new CandidateFactory(
            new(),
            new EmbedProviders(EmbedProviders.DefaultDomains),
            TimeProvider.System
        );
        var batcher = new DocumentBatcher("auto", int.MaxValue, limits ?? Limits, candidates);
        var batches = new List<(int, int)>();
        await foreach (
            var batch in batcher.ReadAsync(
                DocumentSource.FromBytesAsync(name, Encoding.UTF8.GetBytes(text)),
                TestContext.Current.CancellationToken
            )
        )
            batches.Add((batch.Candidates.Count, batch.Weight));
        // Where the last article filled a batch, one more says that the document has ended.
        return batches.FindAll(batch => batch != default);
    }
}

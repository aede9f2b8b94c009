using ArticleApi.Core.Articles;
using ArticleApi.Core.NearDuplicates;
using ArticleApi.Core.Search;
using ArticleApi.Index;
using ArticleApi.Index.Facets;
using ArticleApi.Log;
using ArticleApi.Storage;
using ArticleApi.Storage.Tables;

namespace ArticleApi.Search;

/// <summary>
/// Finds what an editor chose to be read next, and after it articles that share rare words of the headline, places,
/// tags and the section. What is shared counts the more the fewer share it: 1 / log₂(1 + number), after Adamic and
/// Adar. Only the rarest features are walked, and of each only the newest articles.
/// </summary>
internal sealed class RelatedArticleFinder(
    ISqlReader reads,
    ArticleReader articles,
    QueryExecutor executor,
    NearDuplicateFinder duplicates,
    IndexKeys indexKeys
)
{
    private const int MaxWords = 8;
    private const int MaxLabels = 8;

    /// <summary>The newest articles looked at under one word or label.</summary>
    private const int MaxEach = 50;

    /// <summary>The most articles that are weighed in full.</summary>
    private const int MaxWeighed = 100;

    /// <summary>The longest that words are searched for; what is found by then counts.</summary>
    private static readonly TimeSpan MaxTime = TimeSpan.FromSeconds(0.5);

    private static readonly IndexQuery MatchAllQuery = new(
        "",
        new([], false),
        [],
        new HashSet<long>(),
        null,
        new Dictionary<string, KeyRange>(),
        new(null, true)
    );

    private readonly SqlStatement _terms = new(
        $"""
        SELECT "ArticleKey", "PublicationKey", "Terms"
        FROM {reads.JoinValues("article_heads", "\"ArticleKey\"")} AND "PublicationKey" IS NOT NULL
        """
    );
    private readonly SqlStatement _counts = new(
        $"""
        SELECT "ValueId", "ArticleCount"
        FROM {FacetSql.ValuesById(reads)}
        """
    );

    /// <summary>
    /// The keys of related articles that are seen: those that were chosen in their order, then the best first
    /// and the newer first among equals. Of the latter near-duplicates are left out.
    /// </summary>
    /// <param name="document">The article's own.</param>
    public async Task<IReadOnlyList<long>> FindAsync(
        long article,
        ArticleDocument document,
        Visibility visibility,
        int limit,
        CancellationToken cancellation
    )
    {
        var chosen = await FindChosenAsync(article, document, visibility, limit, cancellation);
        if (chosen.Count == limit || !(await ReadTermsAsync([article], cancellation)).TryGetValue(article, out var own))
            return chosen;

        var labels = await InverseFrequencyWeightsAsync(own.Labels, visibility, cancellation);
        var byWords = await ScoreByWordsAsync(document, visibility, cancellation);
        var first = new Dictionary<long, double>(byWords);
        foreach (
            var (label, weight) in labels
                .OrderByDescending(pair => pair.Value)
                .ThenBy(pair => pair.Key, StringComparer.Ordinal)
                .Take(MaxLabels)
        )
        {
            foreach (var key in await NewestWithAsync(label, visibility, cancellation))
                first[key] = first.GetValueOrDefault(key) + weight;
        }

        foreach (var key in chosen.Append(article))
            first.Remove(key);
        var likely = first
            .OrderByDescending(pair => pair.Value)
            .ThenByDescending(pair => pair.Key)
            .Take(MaxWeighed)
            .Select(pair => pair.Key)
            .ToList();
        // The labels that an article shares are all weighed, also those that it was not found by.
        var terms = await ReadTermsAsync(likely, cancellation);
        var best = likely
            .Where(terms.ContainsKey)
            .Select(key =>
                (
                    Key: key,
                    terms[key].Position,
                    Score: byWords.GetValueOrDefault(key)
                        + terms[key].Labels.Sum(label => labels.GetValueOrDefault(label))
                )
            )
            .OrderByDescending(each => each.Score)
            .ThenByDescending(each => each.Position)
            .Select(each => each.Key)
            .ToList();

        var apart = await RemoveNearDuplicatesAsync([article, .. chosen], best, limit - chosen.Count, cancellation);
        return [.. chosen, .. apart];
    }

    // As far as they can be seen; what was chosen and is gone or hidden by now leaves no gap.
    private async Task<IReadOnlyList<long>> FindChosenAsync(
        long article,
        ArticleDocument document,
        Visibility visibility,
        int limit,
        CancellationToken cancellation
    )
    {
        var chosen = new List<long>();
        foreach (var id in document.RelatedLinks.Select(link => link.ArticleId).OfType<Guid>())
        {
            if (chosen.Count == limit)
                break;
            if (
                await articles.FindByIdAsync(id, visibility, whole: false, cancellation)
                    is { State: HeadState.Live } head
                && head.Key != article
            )
                chosen.Add(head.Key);
        }

        return chosen;
    }

    // Neither near-duplicates of the article or of what was chosen, nor two of each other.
    private async Task<IReadOnlyList<long>> RemoveNearDuplicatesAsync(
        IReadOnlyList<long> shown,
        List<long> best,
        int limit,
        CancellationToken cancellation
    )
    {
        var signatures = await duplicates.ReadSignaturesAsync([.. shown, .. best], cancellation);
        var told = shown.Where(signatures.ContainsKey).Select(key => signatures[key].Signature).ToList();

        var apart = new List<long>();
        foreach (var key in best)
        {
            if (apart.Count == limit)
                break;
            if (signatures.TryGetValue(key, out var other))
            {
                if (
                    told.Exists(signature =>
                        signature.SimilarityTo(other.Signature) >= TextSignature.NearDuplicateThreshold
                    )
                )
                    continue;
                told.Add(other.Signature);
            }

            apart.Add(key);
        }

        return apart;
    }

    private async Task<Dictionary<long, double>> ScoreByWordsAsync(
        ArticleDocument article,
        Visibility visibility,
        CancellationToken cancellation
    )
    {
        // Long words are the rarer ones.
        var words = TextAnalyzer
            .Tokenize(article.Headline, article.Language)
            .Select(token => token.Text)
            .Distinct()
            .OrderByDescending(word => word.Length)
            .ThenBy(word => word, StringComparer.Ordinal)
            .Take(MaxWords);
        var scores = new Dictionary<long, double>();
        using var time = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        time.CancelAfter(MaxTime);
        try
        {
            foreach (var word in words)
            {
                var found = await executor.FindPageAsync(
                    MatchAllQuery with
                    {
                        Visibility = visibility,
                        Text = new Expression.Phrase([word], TextFields.All),
                    },
                    null,
                    MaxEach,
                    time.Token
                );
                foreach (var row in found.Rows)
                    scores[row.Key] = scores.GetValueOrDefault(row.Key) + Weight(found.Rows.Count);
            }
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            // The words that are left do not count.
        }

        return scores;
    }

    private async Task<IReadOnlyList<long>> NewestWithAsync(
        string label,
        Visibility visibility,
        CancellationToken cancellation
    ) =>
        [
            .. (
                await executor.FindPageAsync(
                    MatchAllQuery with
                    {
                        Visibility = visibility,
                        AskedFilters =
                        [
                            [label],
                        ],
                    },
                    null,
                    MaxEach,
                    cancellation
                )
            ).Rows.Select(row => row.Key),
        ];

    private async Task<Dictionary<string, double>> InverseFrequencyWeightsAsync(
        IReadOnlyList<string> terms,
        Visibility visibility,
        CancellationToken cancellation
    )
    {
        var valueIds = IndexDocument
            .ParseFacetValues(terms)
            .Zip(terms)
            .ToDictionary(
                pair => indexKeys.FacetValueId(pair.First.Field, pair.First.NormalizedValue),
                pair => pair.Second
            );
        var counts = new Dictionary<string, int>();
        await using var rows = await reads.QueryAsync(
            _counts,
            [visibility.Audiences.ToNumbers(), valueIds.Keys.ToArray()],
            cancellation
        );
        while (await rows.ReadAsync(cancellation))
            counts[valueIds[rows.GetInt64(0)]] =
                counts.GetValueOrDefault(valueIds[rows.GetInt64(0)]) + (int)rows.GetInt64(1);

        return counts.ToDictionary(pair => pair.Key, pair => Weight(pair.Value));
    }

    private async Task<Dictionary<long, (long Position, IReadOnlyList<string> Labels)>> ReadTermsAsync(
        IReadOnlyList<long> articles,
        CancellationToken cancellation
    )
    {
        var terms = new Dictionary<long, (long, IReadOnlyList<string>)>();
        await using var rows = await reads.QueryAsync(_terms, [articles.ToArray()], cancellation);
        while (await rows.ReadAsync(cancellation))
            terms.Add(rows.GetInt64(0), (rows.GetInt64(1), [.. rows.GetString(2).Split('\n').Where(IsShared)]));

        return terms;
    }

    private static bool IsShared(string term) =>
        term.StartsWith("section:", StringComparison.Ordinal)
        || term.StartsWith("tag:", StringComparison.Ordinal)
        || term.StartsWith("place:", StringComparison.Ordinal);

    private static double Weight(int sharing) => 1 / Math.Log2(1 + Math.Max(1, sharing));
}

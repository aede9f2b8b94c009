using ArticleApi.Core.Ingestion;
using ArticleApi.Log;

namespace ArticleApi.Import;

/// <summary>Decides what becomes of articles that documents bring, given what is in already.</summary>
internal static class ImportPlanner
{
    public static ImportPlan Plan(IReadOnlyList<ImportCandidate> candidates, ExistingArticles existing)
    {
        var inserts = new List<PlannedInsert>(candidates.Count);
        var updates = new List<ImportCandidate>();
        var knownByIdentity = new List<KnownCandidate>();
        var knownById = new List<KnownCandidate>();
        var newIdentities = new HashSet<Guid>();
        var keptIds = new HashSet<Guid>();
        foreach (var candidate in candidates)
        {
            var stated = candidate.Parsed.Id;
            if (existing.ByIdentity.TryGetValue(candidate.Identity, out var article))
                knownByIdentity.Add(new(candidate, article));
            else if (!newIdentities.Add(candidate.Identity))
                updates.Add(candidate);
            else if (stated is { } id && existing.StatedIds.Contains(id))
                knownById.Add(new(candidate, id));
            else
                inserts.Add(new(candidate, stated is { } free && keptIds.Add(free) ? free : null));
        }

        var additional = new List<AdditionalSource>();
        var unchanged = new List<ImportedItem>();
        var errors = new List<Diagnostic>();
        foreach (var known in knownByIdentity.Concat(knownById))
        {
            var outcome = Decide(known, existing);
            if (outcome == ImportOutcome.Updated)
                updates.Add(known.Candidate);
            else
                unchanged.Add(new(known.IdFor(outcome), outcome));
            if (outcome == ImportOutcome.Forbidden)
                errors.Add(NotVisible(known.Candidate.Path, known.Candidate.Source.FirstLine));
            if (outcome == ImportOutcome.Known && FindAdditionalSource(known, existing, additional) is { } source)
                additional.Add(source);
        }

        return new(inserts, additional, unchanged, updates, errors);
    }

    /// <summary>That something is in, and no more of it.</summary>
    public static Diagnostic NotVisible(string path, int? line) =>
        new(
            DiagnosticSeverity.Error,
            path,
            line,
            "What is in under the same identity is not the key's to see; it is not changed."
        );

    // A deleted article stays deleted. What may change an article is looked at again by itself.
    private static ImportOutcome Decide(KnownCandidate known, ExistingArticles existing)
    {
        if (existing.Hidden.Contains(known.ArticleId))
            return ImportOutcome.Forbidden;
        if (!existing.Articles.TryGetValue(known.ArticleId, out var article))
            return ImportOutcome.Known;

        var outcome = SourceVersions.Compare(known.Candidate.Source, article.Sources);
        return outcome == ImportOutcome.Known && known.Candidate.ConflictsWith(article.Status)
            ? ImportOutcome.Updated
            : outcome;
    }

    /// <summary>The same article from another document: that document is a second source of it.</summary>
    /// <param name="additional">Those that are planned so far.</param>
    private static AdditionalSource? FindAdditionalSource(
        KnownCandidate known,
        ExistingArticles existing,
        List<AdditionalSource> additional
    )
    {
        if (!existing.Articles.TryGetValue(known.ArticleId, out var article))
            return null;

        var source = known.Candidate.Source;
        var planned = additional.Where(other => other.ArticleKey == article.Key).Select(other => other.Source);
        return SourceVersions.IsKnownSource(source, article.Sources.Concat(planned)) ? null : new(article.Key, source);
    }

    /// <summary>A candidate that is in, under its identity or under the id that it states.</summary>
    private sealed record KnownCandidate(ImportCandidate Candidate, Guid ArticleId)
    {
        /// <summary>The article's id as far as it is told.</summary>
        public Guid? IdFor(ImportOutcome outcome) =>
            outcome == ImportOutcome.Forbidden || ArticleId == Guid.Empty ? null : ArticleId;
    }
}

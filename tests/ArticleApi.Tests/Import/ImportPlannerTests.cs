using ArticleApi.Core.Articles;
using ArticleApi.Core.Ingestion;
using ArticleApi.Import;

namespace ArticleApi.Tests.Import;

/// <summary>What an import decides, given what is in already; no database takes part.</summary>
public sealed class ImportPlannerTests
{
    private const long ArticleKey = 7;

    private static readonly Guid ArticleId = Guid.Parse("01890000-0000-7000-8000-000000000001");

    private static readonly ExistingArticles Nothing = new(
        new Dictionary<Guid, Guid>(),
        new HashSet<Guid>(),
        new HashSet<Guid>(),
        new Dictionary<Guid, ExistingArticle>()
    );

    [Fact]
    public void What_is_not_in_is_inserted()
    {
        var candidate = CreateCandidate();

        var plan = ImportPlanner.Plan([candidate], Nothing);

        Assert.Equal([new PlannedInsert(candidate, null)], plan.Inserts);
        Assert.Empty(plan.Unchanged);
        Assert.Empty(plan.Updates);
        Assert.Empty(plan.AdditionalSources);
        Assert.Empty(plan.Errors);
    }

    [Fact]
    public void What_is_in_from_the_same_document_changes_nothing()
    {
        var candidate = CreateCandidate();

        var plan = ImportPlanner.Plan([candidate], CreateExisting(candidate, CreateCandidate().Source));

        Assert.Equal([new ImportedItem(ArticleId, ImportOutcome.Known)], plan.Unchanged);
        Assert.Empty(plan.AdditionalSources);
        Assert.Empty(plan.Inserts);
        Assert.Empty(plan.Updates);
    }

    [Fact]
    public void Another_document_with_it_is_a_second_source()
    {
        var candidate = CreateCandidate(document: "second.json");

        var plan = ImportPlanner.Plan([candidate], CreateExisting(candidate, CreateCandidate().Source));

        Assert.Equal([new ImportedItem(ArticleId, ImportOutcome.Known)], plan.Unchanged);
        var additional = Assert.Single(plan.AdditionalSources);
        Assert.Equal(ArticleKey, additional.ArticleKey);
        Assert.Same(candidate.Source, additional.Source);
    }

    [Fact]
    public void A_second_source_is_recorded_once()
    {
        var (one, again) = (CreateCandidate(document: "second.json"), CreateCandidate(document: "second.json"));

        var plan = ImportPlanner.Plan([one, again], CreateExisting(one, CreateCandidate().Source));

        Assert.Same(one.Source, Assert.Single(plan.AdditionalSources).Source);
        Assert.Equal(2, plan.Unchanged.Count);
    }

    [Fact]
    public void A_later_version_is_an_update()
    {
        var candidate = CreateCandidate(version: "2", text: "It rains harder.");

        var plan = ImportPlanner.Plan([candidate], CreateExisting(candidate, CreateCandidate().Source));

        Assert.Same(candidate, Assert.Single(plan.Updates));
        Assert.Empty(plan.Unchanged);
        Assert.Empty(plan.AdditionalSources);
    }

    [Fact]
    public void An_earlier_version_is_outdated()
    {
        var candidate = CreateCandidate(version: "1", text: "It drizzles.");

        var plan = ImportPlanner.Plan(
            [candidate],
            CreateExisting(candidate, CreateCandidate(version: "2", text: "It rains harder.").Source)
        );

        Assert.Equal([new ImportedItem(ArticleId, ImportOutcome.Outdated)], plan.Unchanged);
        Assert.Empty(plan.AdditionalSources);
    }

    [Fact]
    public void What_is_a_draft_here_and_published_by_its_source_is_an_update()
    {
        var candidate = CreateCandidate();

        var plan = ImportPlanner.Plan(
            [candidate],
            CreateExisting(candidate, CreateCandidate().Source, ArticleStatus.Draft)
        );

        Assert.Same(candidate, Assert.Single(plan.Updates));
    }

    [Fact]
    public void The_same_identity_twice_in_a_batch_is_inserted_once_and_then_an_update()
    {
        var (first, second) = (CreateCandidate(), CreateCandidate(version: "2"));

        var plan = ImportPlanner.Plan([first, second], Nothing);

        Assert.Same(first, Assert.Single(plan.Inserts).Candidate);
        Assert.Same(second, Assert.Single(plan.Updates));
    }

    [Fact]
    public void A_free_id_that_a_document_states_is_kept_and_given_once()
    {
        var (first, second) = (CreateCandidate(id: ArticleId), CreateCandidate(item: "other", id: ArticleId));

        var plan = ImportPlanner.Plan([first, second], Nothing);

        Assert.Equal([new PlannedInsert(first, ArticleId), new PlannedInsert(second, null)], plan.Inserts);
    }

    [Fact]
    public void An_article_is_known_by_the_id_that_a_document_states()
    {
        var candidate = CreateCandidate(id: ArticleId);

        var plan = ImportPlanner.Plan(
            [candidate],
            CreateExisting(candidate, CreateCandidate().Source) with
            {
                ByIdentity = new Dictionary<Guid, Guid>(),
                StatedIds = new HashSet<Guid> { ArticleId },
            }
        );

        Assert.Equal([new ImportedItem(ArticleId, ImportOutcome.Known)], plan.Unchanged);
        Assert.Empty(plan.Inserts);
    }

    [Fact]
    public void What_is_hidden_from_the_caller_is_forbidden_and_its_id_not_told()
    {
        var candidate = CreateCandidate(version: "2");

        var plan = ImportPlanner.Plan(
            [candidate],
            CreateExisting(candidate, CreateCandidate().Source) with
            {
                Hidden = new HashSet<Guid> { ArticleId },
            }
        );

        Assert.Equal([new ImportedItem(null, ImportOutcome.Forbidden)], plan.Unchanged);
        var error = Assert.Single(plan.Errors);
        Assert.Equal((DiagnosticSeverity.Error, candidate.Path, 1), (error.Severity, error.Document, error.Line));
        Assert.Empty(plan.Updates);
        Assert.Empty(plan.AdditionalSources);
    }

    [Fact]
    public void A_deleted_article_stays_deleted()
    {
        var candidate = CreateCandidate(version: "2");

        var plan = ImportPlanner.Plan(
            [candidate],
            Nothing with
            {
                ByIdentity = new Dictionary<Guid, Guid> { [candidate.Identity] = ArticleId },
            }
        );

        Assert.Equal([new ImportedItem(ArticleId, ImportOutcome.Known)], plan.Unchanged);
        Assert.Empty(plan.Inserts);
        Assert.Empty(plan.AdditionalSources);
    }

    [Fact]
    public void What_its_source_took_back_before_it_came_has_no_id()
    {
        var candidate = CreateCandidate();

        var plan = ImportPlanner.Plan(
            [candidate],
            Nothing with
            {
                ByIdentity = new Dictionary<Guid, Guid> { [candidate.Identity] = Guid.Empty },
            }
        );

        Assert.Equal([new ImportedItem(null, ImportOutcome.Known)], plan.Unchanged);
    }

    [Fact]
    public void Those_known_by_identity_are_told_before_those_known_by_id()
    {
        var other = Guid.Parse("01890000-0000-7000-8000-000000000002");
        var (byId, byIdentity) = (CreateCandidate(item: "other", id: other), CreateCandidate());

        var plan = ImportPlanner.Plan(
            [byId, byIdentity],
            CreateExisting(byIdentity, CreateCandidate().Source) with
            {
                StatedIds = new HashSet<Guid> { other },
            }
        );

        Assert.Equal([ArticleId, other], plan.Unchanged.Select(item => item.Id!.Value));
    }

    private static ExistingArticles CreateExisting(
        ImportCandidate candidate,
        SourceRecord source,
        ArticleStatus status = ArticleStatus.Published
    ) =>
        Nothing with
        {
            ByIdentity = new Dictionary<Guid, Guid> { [candidate.Identity] = ArticleId },
            Articles = new Dictionary<Guid, ExistingArticle> { [ArticleId] = new(ArticleKey, status, [source]) },
        };

    private static ImportCandidate CreateCandidate(
        string item = "one",
        string version = "1",
        string text = "It rains.",
        string document = "first.json",
        Guid? id = null
    )
    {
        var draft = new ArticleDraft
        {
            Headline = "Rain",
            Language = "en",
            Body = [Paragraph.FromText(text)],
        };
        var source = new SourceRecord
        {
            Format = "json",
            Document = document,
            FirstLine = 1,
            Sha256 = $"{document} {version}",
            ImportedAt = DateTimeOffset.UnixEpoch,
            Provider = "agency",
            ItemId = item,
            ItemVersion = version,
            Fingerprint = SourceRecord.ComputeFingerprint(draft),
        };

        return new(new(draft, 1, 1, null) { Id = id }, source, "folder/" + document, AsDraft: false);
    }
}

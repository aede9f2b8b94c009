using ArticleApi.Core.Articles;
using ArticleApi.Core.Ingestion;
using ArticleApi.Import.Sources;

namespace ArticleApi.Import;

/// <summary>Makes an article as it was read ready to be taken in.</summary>
internal sealed class CandidateFactory(ImportOptions options, EmbedProviders embeds, TimeProvider clock)
{
    /// <param name="sha256">Of the document or the line, lower-case hexadecimal.</param>
    public ImportCandidate Create(ParsedArticle article, SourceDocument document, string format, string sha256) =>
        WithEmbargoUntilPublication(
            new(
                WithDefaultPublisher(WithEmbedsOfProviders(article)),
                CreateSourceRecord(article, document.Name, format, sha256),
                document.Path,
                options.AsDrafts
            )
            {
                HasStableIds = options.HasStableIds,
            }
        );

    private ParsedArticle WithEmbedsOfProviders(ParsedArticle article) =>
        embeds.Restrict(article.Draft.Body) is var body && ReferenceEquals(body, article.Draft.Body)
            ? article
            : article with
            {
                Draft = article.Draft with { Body = body },
            };

    private ParsedArticle WithDefaultPublisher(ParsedArticle article) =>
        options.Publisher is { } publisher && article.Draft.Source.Publisher is null
            ? article with
            {
                Draft = article.Draft with { Source = article.Draft.Source with { Publisher = publisher } },
            }
            : article;

    private ImportCandidate WithEmbargoUntilPublication(ImportCandidate candidate) =>
        candidate.IsPublishable
        && candidate.Parsed.Draft is { PublishedAt: { } at } draft
        && at > clock.GetUtcNow()
        && !(draft.EmbargoUntil >= at)
            ? candidate with
            {
                EmbargoedUntil = at,
            }
            : candidate;

    private SourceRecord CreateSourceRecord(ParsedArticle article, string document, string format, string sha256) =>
        new()
        {
            Format = format,
            Document =
                document.Length <= SourceRecord.MaxDocumentLength
                    ? document
                    : document[^SourceRecord.MaxDocumentLength..],
            FirstLine = article.FirstLine,
            LastLine = article.LastLine,
            Sha256 = sha256,
            ImportedAt = clock.GetUtcNow(),
            Provider = article.Item?.Provider,
            ItemId = article.Item?.Id,
            ItemVersion = article.Item?.Version,
            ItemVersionAt = article.Item?.VersionCreated,
            Extras = article.Extras,
            Fingerprint = SourceRecord.ComputeFingerprint(article.Draft),
        };
}

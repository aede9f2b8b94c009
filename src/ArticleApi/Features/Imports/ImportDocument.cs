using ArticleApi.Auth;
using ArticleApi.Core.Ingestion;
using ArticleApi.Http;
using ArticleApi.Http.Bodies;
using ArticleApi.Http.Problems;
using ArticleApi.Import;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ArticleApi.Features.Imports;

/// <summary>An article that the import touched.</summary>
/// <param name="Id">Null on a dry run, and where the article is not the key's to see or to change so.</param>
/// <param name="Outcome">added, updated, known, outdated, withdrawn, or forbidden: nothing was written.</param>
public sealed record ImportedArticle(Guid? Id, string Outcome);

/// <summary>What is wrong with a document, and where.</summary>
/// <param name="Severity">warning: taken, with a doubt worth a look; error: not taken.</param>
/// <param name="Line">From 1; null where it concerns the whole document.</param>
public sealed record ImportComplaint(string Severity, int? Line, string Message);

/// <summary>What came of an import.</summary>
/// <param name="Data">The articles, in the order in which they were taken.</param>
/// <param name="Complaints">Up to a hundred errors and a hundred warnings.</param>
/// <param name="Truncated">True where there were more complaints.</param>
public sealed record ImportResult(
    IReadOnlyList<ImportedArticle> Data,
    IReadOnlyList<ImportComplaint> Complaints,
    bool Truncated
);

/// <summary>
/// Takes in one document of any format that is read, with all the articles it holds. A later version of an item updates
/// its article; an item that its source cancels is withdrawn. Publishing takes the scope <c>articles:publish</c>;
/// without it, send <c>draft=true</c>. What the key does not see it does not change.
/// </summary>
internal static class ImportDocument
{
    public const string BodyDescription = "The document as it is; its format is told from its content. Up to 20 MiB.";

    /// <summary>Whoever waits for the answer is not to wait for ten million lines of something else.</summary>
    private const int MaxRefusedLines = 1_000;

    private static readonly QueryParameter Format = new(
        "format",
        "The document's format; <c>auto</c> tells it from the content.",
        DocumentFormats.Auto,
        AllowedValues: [DocumentFormats.Auto, .. DocumentFormats.All.Select(format => format.Name)],
        Default: DocumentFormats.Auto
    );
    private static readonly QueryParameter Name = new(
        "name",
        "What the document is called, as <c>source</c> will show it.",
        "wire-1234.xml",
        Default: "request"
    );
    private static readonly QueryParameter Publisher = new("publisher", "Who published it, where it does not say.");
    private static readonly QueryParameter Draft = new(
        "draft",
        "<c>true</c> keeps the articles as drafts.",
        "true",
        QueryParameterKind.Boolean,
        Default: "false"
    );
    private static readonly QueryParameter DryRun = new(
        "dryRun",
        "<c>true</c> reads and reports, and writes nothing.",
        "true",
        QueryParameterKind.Boolean,
        Default: "false"
    );

    public static readonly IReadOnlyList<QueryParameter> Parameters = [Format, Name, Publisher, Draft, DryRun];

    public static async Task<Results<JsonBytesResult<ImportResult>, Problem>> Handle(
        RawBody body,
        HttpContext context,
        Caller caller,
        Importer importing,
        CancellationToken cancellation
    )
    {
        var reader = new QueryStringReader(context.Request.Query);
        var name = reader.GetSingle(Name) ?? "request";
        var options = new ImportOptions(
            reader.GetSingle(Publisher),
            reader.GetSingle(Draft) == "true",
            reader.GetSingle(DryRun) == "true"
        )
        {
            Format = reader.GetSingle(Format) ?? DocumentFormats.Auto,
            MaxRefusedLines = MaxRefusedLines,
            Caller = caller,
        };
        reader.ThrowIfInvalid();
        if (!options.Draft && !caller.HasScope(Scopes.Publish))
            return new Problem(
                ProblemTypes.Forbidden,
                $"Publishing takes the scope {Scopes.Publish}.",
                FieldError.Query(Draft.Name, null, "not-yours", "true")
            )
            {
                MissingScope = Scopes.Publish,
            };

        var done = await importing.ImportAsync(name, body.Bytes, options, cancellation);
        if (done.Articles.Count == 0 && done.HasErrors)
            return Problem.InvalidRequest(
                FieldErrors.From(
                    done.Complaints.Where(complaint => complaint.Severity == DiagnosticSeverity.Error)
                        .Select(complaint =>
                            FieldError.Body("", null, "unreadable-document", FormatLocation(complaint))
                        ),
                    done.Truncated
                )
            );

        return JsonResults.Create(
            new ImportResult(
                [.. done.Articles.Select(article => new ImportedArticle(article.Id, ToJsonWord(article.Outcome)))],
                [
                    .. done.Complaints.Select(complaint => new ImportComplaint(
                        ToJsonWord(complaint.Severity),
                        complaint.Line,
                        complaint.Message
                    )),
                ],
                done.Truncated
            )
        );
    }

    private static string FormatLocation(Diagnostic complaint) =>
        complaint.Line is { } line ? $"line {line}: {complaint.Message}" : complaint.Message;

    private static string ToJsonWord<T>(T value)
        where T : struct, Enum => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(value.ToString());
}

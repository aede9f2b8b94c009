using System.Text.Json.Nodes;
using ArticleApi.Core.Articles;
using ArticleApi.Core.Rejections;

namespace ArticleApi.Http.Problems;

/// <summary>The one place that says of a rejection what HTTP says.</summary>
internal static class RejectionProblems
{
    public static Problem ToProblem(this Rejection rejection) =>
        rejection.Reason switch
        {
            RejectionReason.Invalid => Problem.InvalidRequest(rejection.Errors.ToFieldErrors()),
            RejectionReason.NotFound => Create(ProblemTypes.NotFound, rejection),
            RejectionReason.Gone => Create(
                ProblemTypes.Gone,
                rejection,
                new()
                {
                    ["reason"] = rejection.EndReason,
                    ["at"] = FormatSince(rejection),
                    ["replacedBy"] = rejection.ReplacedBy?.ToString(),
                }
            ),
            RejectionReason.Expired => Create(
                ProblemTypes.Expired,
                rejection,
                new() { ["at"] = FormatSince(rejection) }
            ),
            RejectionReason.Forbidden => new(ProblemTypes.Forbidden, rejection.Detail, rejection.Errors.ToFieldErrors())
            {
                MissingScope = rejection.MissingScope,
            },
            RejectionReason.Conflict => Create(ProblemTypes.Conflict, rejection),
            RejectionReason.DuplicateSlug => Create(ProblemTypes.DuplicateSlug, rejection),
            RejectionReason.DuplicateDateline => Create(
                ProblemTypes.DuplicateDateline,
                rejection,
                rejection.Existing is { } existing ? new() { ["existing"] = Links.Dateline(existing) } : []
            ),
            RejectionReason.InUse => InUse(rejection),
            RejectionReason.VersionRequired => Preconditions.VersionRequired(),
            RejectionReason.VersionMalformed => Preconditions.VersionMalformed(rejection.StatedVersion),
            RejectionReason.ExistsAlready => Preconditions.ExistsAlready(
                rejection.CurrentVersion,
                rejection.StatedVersion
            ),
            RejectionReason.VersionConflict => Preconditions.VersionConflict(
                rejection.CurrentVersion,
                rejection.StatedVersion
            ),
            _ => throw new InvalidOperationException($"{rejection.Reason} has no problem."),
        };

    private static Problem InUse(Rejection rejection)
    {
        if (rejection.UsedByCaption is { } caption)
            return new(
                ProblemTypes.InUse,
                $"Used by the caption {Links.Caption(caption)}; change that first.",
                rejection.Errors.ToFieldErrors()
            );
        if (rejection.UsedByArticles is not { Count: > 0 } articles)
            return Create(ProblemTypes.InUse, rejection);

        var links = articles.Select(id => (JsonNode)Links.Article(id.ToString()));
        return Create(ProblemTypes.InUse, rejection, new() { ["usedBy"] = new JsonArray([.. links]) });
    }

    private static Problem Create(ProblemType type, Rejection rejection, JsonObject? extensions = null) =>
        new(type, rejection.Detail, rejection.Errors.ToFieldErrors()) { Extensions = extensions ?? [] };

    public static IEnumerable<FieldError> ToFieldErrors(this IEnumerable<InputError> errors) =>
        errors.Select(error =>
            error.IsInAddress
                ? FieldError.Path(error.Name, error.Value, error.Code, error.Allowed)
                : FieldError.Body(error.Name, error.Value, error.Code, error.Allowed)
        );

    private static string? FormatSince(Rejection rejection) =>
        rejection.Since is { } since ? InstantJsonConverter.Format(since) : null;
}

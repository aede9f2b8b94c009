using ArticleApi.Http;

namespace ArticleApi.Lists;

/// <summary>A filter by a date's range: <c>{prefix}From</c> and <c>{prefix}Before</c>.</summary>
/// <param name="DateName">The date's name in the index; null for publication.</param>
/// <param name="SortName">The order that goes with it.</param>
internal sealed record DateRangeFilter(string Prefix, string? DateName, string SortName, string Subject)
{
    public QueryParameter From { get; } =
        new(
            Prefix + "From",
            $"Only where {Subject} is at or after this instant or date (00:00 UTC).",
            "2019-01-01",
            QueryParameterKind.Instant
        );

    public QueryParameter Before { get; } =
        new(
            Prefix + "Before",
            $"Only where {Subject} is before this instant or date (00:00 UTC).",
            "2025-01-01",
            QueryParameterKind.Instant
        );
}

namespace ArticleApi.Core.Ingestion;

public static class CreditReader
{
    public static CreditReading Read(string? byline, string? credit) => new(byline, credit, credit is null ? null : Agencies.Of(credit)?.Name);
}

public sealed record CreditReading(string? Byline, string? Credit, string? Agency);

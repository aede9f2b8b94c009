using ArticleApi.Core.Articles;

namespace ArticleApi.Core.Ingestion;

/// <summary>What every draft goes through that a document brings, whatever its format.</summary>
internal static class ImportedDraft
{
    /// <param name="warn">Told what was left out.</param>
    /// <returns>The draft without mail addresses, and the first limit that it breaks; null for none.</returns>
    public static (ArticleDraft Draft, Violation? Broken) Check(ArticleDraft draft, Action<string> warn)
    {
        var cleaned = MailAddressRemover.RemoveFrom(draft, warn);

        return (cleaned, ArticleLimits.Check(cleaned) is [var broken, ..] ? broken : null);
    }
}

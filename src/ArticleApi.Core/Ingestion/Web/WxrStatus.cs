using ArticleApi.Core.Articles;

namespace ArticleApi.Core.Ingestion.Web;

/// <summary>
/// What WordPress says on who may see a post, in an export or wherever a feed carries it. Of several words the most
/// closed counts.
/// </summary>
internal static class WxrStatus
{
    public static bool IsInTrash(FeedElementLookup item) => StatusesOf(item).Contains("trash");

    // What needs a password is not for everybody, and what nobody knows is for the editors to look at.
    public static ArticleStatus Read(
        FeedElementLookup item,
        DateTimeOffset? published,
        int? line,
        DocumentParseContext context
    )
    {
        var statuses = StatusesOf(item);
        var unknown = statuses.Find(status =>
            status is not ("publish" or "future" or "draft" or "pending" or "auto-draft")
        );
        // A password may be a space.
        string? why = null;
        if (item["wp:post_password"].Any(password => password.Value.Length > 0))
            why = "behind a password";
        else if (statuses.TrueForAll(status => status.Length == 0))
            why = "of no status";
        else if (unknown is not null)
            why = $"'{PlainTextCleaner.ToSingleLine(unknown)}'";
        else if (statuses.Contains("future") && published is null)
            why = "to be published on no date";
        if (why is not null)
            context.AddWarning(line, $"The post is {why}; it is taken as a draft.");

        if (why is not null || !statuses.TrueForAll(status => status is "publish" or "future"))
            return ArticleStatus.Draft;
        return statuses.Contains("future") ? ArticleStatus.Scheduled : ArticleStatus.Published;
    }

    private static List<string> StatusesOf(FeedElementLookup item) =>
        [.. item["wp:status"].Select(status => status.Value.Trim())];
}

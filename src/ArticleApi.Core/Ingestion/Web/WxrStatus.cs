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
        DocumentParseContext taking
    )
    {
        var statuses = StatusesOf(item);
        var unknown = statuses.Find(status =>
            status is not ("publish" or "future" or "draft" or "pending" or "auto-draft")
        );
        // A password may be a space.
        var why =
            item["wp:post_password"].Any(password => password.Value.Length > 0) ? "behind a password"
            : statuses.TrueForAll(status => status.Length == 0) ? "of no status"
            : unknown is not null ? $"'{PlainTextCleaner.ToSingleLine(unknown)}'"
            : statuses.Contains("future") && published is null ? "to be published on no date"
            : null;
        if (why is not null)
            taking.AddWarning(line, $"The post is {why}; it is taken as a draft.");

        return why is not null || !statuses.TrueForAll(status => status is "publish" or "future") ? ArticleStatus.Draft
            : statuses.Contains("future") ? ArticleStatus.Scheduled
            : ArticleStatus.Published;
    }

    private static List<string> StatusesOf(FeedElementLookup item) =>
        [.. item["wp:status"].Select(status => status.Value.Trim())];
}

using ArticleApi.Core.Articles;
using ArticleApi.Index;
using ArticleApi.Storage;
using ArticleApi.Storage.Tables;

namespace ArticleApi.Log;

/// <summary>A version to be appended.</summary>
/// <param name="Head">As it becomes.</param>
/// <param name="Document">Null for a tombstone.</param>
/// <param name="Before">What the version before was found by; null where there was none.</param>
/// <param name="After">What it is found by; null for a tombstone.</param>
internal sealed record ArticleChange(
    ArticleHead Head,
    CompressedBytes? Document,
    IndexEntry? Before,
    IndexEntry? After,
    CommitMetadata Metadata
)
{
    public Audience Audience => Document is null ? Audience.Staff : Head.Audience;

    public Audience? PreviousAudience => Before?.Audience;

    public bool IsNew => Head.Version == 1;
}

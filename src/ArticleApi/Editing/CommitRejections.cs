using ArticleApi.Core.Rejections;
using ArticleApi.Log;

namespace ArticleApi.Editing;

/// <summary>Why a commit was not made.</summary>
internal static class CommitRejections
{
    public static readonly Rejection SlugTaken = new(
        RejectionReason.DuplicateSlug,
        "Another article has, or had, this slug.",
        InputError.Member("/slug", null, "taken", "a slug that no article has ever had")
    );

    public static readonly Rejection DatelineTaken = new(
        RejectionReason.DuplicateDateline,
        "The dateline exists already."
    );

    /// <summary>Of captions and images, which have nothing that is theirs alone.</summary>
    public static readonly Rejection Conflict = new(
        RejectionReason.Conflict,
        "The state of the resource does not allow this."
    );

    /// <param name="duplicate">What it means that another row has the same.</param>
    /// <returns>Null where it was made.</returns>
    public static Rejection? ToRejection(this CommitResult committed, ExpectedVersion expected, Rejection duplicate) =>
        committed.Status switch
        {
            CommitStatus.VersionConflict => expected.Conflict(null),
            CommitStatus.DuplicateKey => duplicate,
            CommitStatus.StillReferenced => new(RejectionReason.InUse, "Something uses it; detach it first."),
            _ => null,
        };
}

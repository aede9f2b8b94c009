using ArticleApi.Core.Rejections;
using ArticleApi.Log;

namespace ArticleApi.Editing;

/// <summary>Why a commit was not made.</summary>
internal static class CommitRejections
{
    public static readonly Rejection DatelineTaken = new(
        RejectionReason.DuplicateDateline,
        "The dateline exists already."
    );

    /// <summary>Of captions and images, which have nothing that is theirs alone.</summary>
    public static readonly Rejection Conflict = new(
        RejectionReason.Conflict,
        "The state of the resource does not allow this."
    );

    public static Rejection SlugTaken(string? slug) =>
        new(
            RejectionReason.DuplicateSlug,
            "Another article has, or had, this slug.",
            InputError.Member("/slug", slug, "taken", "a slug that no article has ever had")
        );

    /// <param name="id">What is in use.</param>
    public static Rejection InUse(Guid id, string detail) =>
        new(
            RejectionReason.InUse,
            detail,
            InputError.Address("id", id.ToString(), "in-use", "what nothing uses: detach it first")
        );

    /// <param name="id">What was to be written.</param>
    /// <param name="duplicate">What it means that another row has the same.</param>
    /// <returns>Null where it was made.</returns>
    public static Rejection? ToRejection(
        this CommitResult committed,
        Guid id,
        ExpectedVersion expected,
        Rejection duplicate
    ) =>
        committed.Status switch
        {
            CommitStatus.VersionConflict => expected.Conflict(null),
            CommitStatus.DuplicateKey => duplicate,
            CommitStatus.StillReferenced => InUse(id, "Something uses it; detach it first."),
            _ => null,
        };
}

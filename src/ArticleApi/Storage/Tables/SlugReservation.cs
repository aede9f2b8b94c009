namespace ArticleApi.Storage.Tables;

/// <summary>
/// A slug ever used, so that old ones redirect and none is given twice. A deleted article's slug stays as <c>~</c> and
/// its SHA-256.
/// </summary>
public sealed class SlugReservation
{
    public const int MaxLength = Core.Articles.Slug.MaxLength;

    public required string Slug { get; set; }
    public required Guid ArticleId { get; init; }

    /// <summary>
    /// To whom the article was shown under it before it had another slug or audience: the audiences as a set of bits. A
    /// slug that only drafts had leads readers nowhere.
    /// </summary>
    public int ShownTo { get; set; }
}

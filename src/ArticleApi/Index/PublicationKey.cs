using ArticleApi.Core.Articles;

namespace ArticleApi.Index;

/// <summary>
/// An article's place in the order of publication, as one unique number: milliseconds since the year 1000 in the upper
/// bits, the row's key settling ties in the lower 16. Undated articles lie below all dated ones, in order of arrival.
/// </summary>
internal static class PublicationKey
{
    private const int TieBits = 16;
    public const long KeysPerInstant = 1L << TieBits;

    private static readonly DateTimeOffset Origin = new(Article.MinYear, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static long ForUndated(long key) => long.MinValue / 2 + key;

    /// <summary>
    /// The lowest place of an instant; the same instant's places follow up to <see cref="KeysPerInstant"/>.
    /// </summary>
    public static long At(DateTimeOffset instant) => (long)(instant - Origin).TotalMilliseconds << TieBits;

    /// <summary>The first place at or after any instant, for ranges.</summary>
    public static long FirstAtOrAfter(DateTimeOffset instant)
    {
        if (instant <= Origin)
            return 0;

        return instant.Year > Article.MaxYear ? long.MaxValue : At(instant);
    }

    /// <summary>Where an article belongs; a taken place is moved by the caller within the same instant.</summary>
    public static long For(Article article) =>
        article.PublishedAt is { } at ? At(at) + article.Key % KeysPerInstant : ForUndated(article.Key);

    /// <summary>Whether a place already held is of the same instant, so that it can be kept.</summary>
    public static bool HasSameInstant(long? held, Article article) =>
        (held, article.PublishedAt) switch
        {
            (null, _) => false,
            (< 0, null) => true,
            (>= 0, { } at) => held.Value >> TieBits == At(at) >> TieBits,
            _ => false,
        };
}

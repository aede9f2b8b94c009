namespace ArticleApi.Core.Articles;

/// <summary>
/// What somebody gets to see: the articles of which audiences, and whether with a text that is not free. Whatever reads
/// stored documents for others asks for it, and gives them what it shows.
/// </summary>
/// <param name="IncludesRestrictedTexts">Whether texts for subscribers and metered ones are among it.</param>
public sealed record Visibility(IReadOnlyList<Audience> Audiences, bool IncludesRestrictedTexts)
{
    /// <summary>What they get of these alone; null for all.</summary>
    public ArticlePackage? Package { get; init; }

    /// <summary>For the service's own use.</summary>
    public static readonly Visibility Everything = new(Enum.GetValues<Audience>(), true);

    /// <summary>A whole document as it is stored, as it is seen.</summary>
    /// <param name="isRestrictedNow">
    /// Whether the newest version's text is not free: then that of an earlier version is not either.
    /// </param>
    public byte[] Show(byte[] document, bool isRestrictedNow = false) =>
        !IncludesRestrictedTexts && (isRestrictedNow || RestrictedText.IsIn(document))
            ? RestrictedText.Remove(document)
            : document;

    /// <inheritdoc cref="Show(byte[], bool)"/>
    public ReadOnlySpan<byte> Show(ReadOnlySpan<byte> document) =>
        !IncludesRestrictedTexts && RestrictedText.IsIn(document) ? RestrictedText.Remove(document) : document;
}

namespace ArticleApi.Core;

/// <summary>
/// Who holds the rights and on what terms (IPTC Copyright Holder, Copyright Notice, Rights Usage Terms).
/// </summary>
public sealed record Rights(string? Holder, string? Notice, string? UsageTerms)
{
    public const int MaxLength = 2_000;
}

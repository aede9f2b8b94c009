using System.Text.RegularExpressions;
using ArticleApi.Core.Articles;

namespace ArticleApi.Core.Ingestion;

/// <summary>Languages as BCP 47 writes them.</summary>
public static partial class LanguageTag
{
    /// <summary>Whether a text has the form of a tag; which tags there are is not looked at.</summary>
    public static bool IsWellFormed(string text) => Tag().IsMatch(text);

    /// <summary>Whether it is also short enough to be the language of an article or a caption.</summary>
    public static bool FitsArticle(string text) => text.Length <= Article.MaxLanguageLength && IsWellFormed(text);

    /// <summary>
    /// The tag in its usual case, <c>en_us</c> as <c>en-US</c>; null where it is no BCP 47 tag or says nothing.
    /// </summary>
    public static string? Parse(string? text)
    {
        if (text?.Trim().Replace('_', '-') is not { } tag || !FitsArticle(tag))
            return null;

        var parts = tag.Split('-');
        var cased = string.Join('-', parts.Select((part, index) => index == 0 ? part.ToLowerInvariant() : Cased(part)));
        return cased == LanguageDetector.Unknown ? null : cased;
    }

    // Countries in capitals, scripts with a capital.
    private static string Cased(string part)
    {
        if (part.Length is not (2 or 4) || !part.All(char.IsAsciiLetter))
            return part.ToLowerInvariant();

        return part.Length == 2
            ? part.ToUpperInvariant()
            : char.ToUpperInvariant(part[0]) + part[1..].ToLowerInvariant();
    }

    // No language has a longer code than three letters yet (RFC 5646 §2.2.1), and one in words would pass for it.
    [GeneratedRegex("^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$")]
    private static partial Regex Tag();
}

using System.Text.RegularExpressions;
using ArticleApi.Core.Articles;

namespace ArticleApi.Core.Ingestion;

/// <summary>Languages as BCP 47 writes them.</summary>
public static partial class LanguageTag
{
    /// <summary>Whether a text has the form of a tag; which tags there are is not looked at.</summary>
    public static bool IsWellFormed(string text) => Tag().IsMatch(text);

    /// <summary>
    /// The tag in its usual case, <c>en_us</c> as <c>en-US</c>; null where it is no BCP 47 tag or says nothing.
    /// </summary>
    public static string? Parse(string? text)
    {
        if (
            text?.Trim().Replace('_', '-') is not { Length: > 0 and <= Article.MaxLanguageLength } tag
            || !WellFormed().IsMatch(tag)
        )
            return null;

        var cased = string.Join(
            '-',
            tag.Split('-')
                .Select(
                    (part, index) =>
                        index == 0 || part.Length is not (2 or 4) || !part.All(char.IsAsciiLetter)
                            ? part.ToLowerInvariant()
                        : part.Length == 2 ? part.ToUpperInvariant()
                        : char.ToUpperInvariant(part[0]) + part[1..].ToLowerInvariant()
                )
        );
        return cased == LanguageDetector.Unknown ? null : cased;
    }

    [GeneratedRegex("^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$")]
    private static partial Regex Tag();

    [GeneratedRegex("^[a-zA-Z]{2,3}(-[a-zA-Z0-9]{1,8})*$")]
    private static partial Regex WellFormed();
}

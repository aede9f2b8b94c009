using System.Text.RegularExpressions;
using ArticleApi.Core.Articles;

namespace ArticleApi.Core.Ingestion.Web;

/// <summary>Languages as documents state them.</summary>
internal static partial class LanguageTag
{
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

    [GeneratedRegex("^[a-zA-Z]{2,3}(-[a-zA-Z0-9]{1,8})*$")]
    private static partial Regex WellFormed();
}

using System.Text.RegularExpressions;
using ArticleApi.Core.Articles;

namespace ArticleApi.Core.Ingestion.Wire;

/// <summary>
/// Whom a printed byline names: <c>By Ann Lee and Bo Ray, Example News</c> is two writers of Example News.
/// </summary>
internal static partial class WireBylineParser
{
    // "Von" begins a German byline and a few names everywhere.
    private static readonly Dictionary<string, string[]> Openings = new(StringComparer.OrdinalIgnoreCase)
    {
        ["de"] = ["von "],
        ["fr"] = ["par "],
        ["es"] = ["por "],
        ["pt"] = ["por "],
        ["nl"] = ["door "],
        ["it"] = ["di "],
        ["no"] = ["av "],
        ["nb"] = ["av "],
        ["nn"] = ["av "],
        ["sv"] = ["av "],
        ["da"] = ["af "],
    };

    /// <param name="title">What is said of those named, where it has a field of its own.</param>
    public static IEnumerable<Byline> Parse(string printed, string? title, string language)
    {
        var people = And().Split(WithoutOpening(printed, language));
        var (last, role) = SplitRole(people[^1]);
        if (title is not null)
            role = title;

        foreach (
            var name in people[..^1]
                .SelectMany(names =>
                    names.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                )
                .Append(last)
        )
        {
            if (Label.FromName(name) is { } label)
                yield return new(label.Slug, label.Name, role is { Length: <= Byline.MaxRoleLength } ? role : null);
        }
    }

    private static string WithoutOpening(string printed, string language)
    {
        var openings = Openings.GetValueOrDefault(language.Split('-')[0]) ?? [];
        var opening = openings
            .Prepend("by ")
            .FirstOrDefault(words => printed.StartsWith(words, StringComparison.OrdinalIgnoreCase));
        return printed[(opening?.Length ?? 0)..].Trim(' ', ',', ';');
    }

    private static (string Name, string? Role) SplitRole(string text)
    {
        var at = text.IndexOf(" / ", StringComparison.Ordinal) is >= 0 and var slash
            ? slash
            : text.IndexOf(',', StringComparison.Ordinal);
        return at <= 0
            ? (text, null)
            : (text[..at].Trim(), PlainText.ToSingleLine(text[at..].TrimStart(' ', '/', ',')));
    }

    [GeneratedRegex(@"\s+(?:and|und|et|och|og|en|&)\s+", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex And();
}

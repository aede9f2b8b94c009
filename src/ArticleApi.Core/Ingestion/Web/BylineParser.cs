using System.Text.RegularExpressions;
using ArticleApi.Core.Articles;

namespace ArticleApi.Core.Ingestion.Web;

/// <summary>Authors as feeds and pages name them.</summary>
internal static partial class BylineParser
{
    /// <summary>The people named, each once.</summary>
    public static ValueList<Byline> ParseAll(IEnumerable<string?> lines) =>
        lines
            .Select(PlainTextCleaner.ToSingleLine)
            .OfType<string>()
            .SelectMany(SplitNames)
            .Select(name => Create(name, null))
            .OfType<Byline>()
            .DistinctBy(byline => byline.Slug)
            .ToValueList();

    public static Byline? Create(string name, string? role) =>
        Slug.From(name) is { } slug ? new(slug.ToString(), name, role) : null;

    /// <summary>
    /// The name in an author as RSS writes it, <c>me@example.com (NAME)</c>; null where there is but an address.
    /// </summary>
    public static string? ParseName(string? author)
    {
        if (PlainTextCleaner.FromTextOrHtml(author) is not { } line)
            return null;

        return PlainTextCleaner.ToSingleLine(MailAddressRemover.RemoveFrom(line));
    }

    // Commas part a name from what its bearer does as often as they part two people, so that they count only in a list
    // that ends in "and".
    private static string[] SplitNames(string line)
    {
        var names = By()
            .Replace(line, "")
            .Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return
        [
            .. names.SelectMany(name =>
                name.Split(" and ", StringSplitOptions.TrimEntries) is { Length: 2 } halves
                && halves[0].Split(',', StringSplitOptions.TrimEntries) is var first
                && first.Append(halves[1]).All(IsFullName)
                    ? [.. first, halves[1]]
                    : (string[])[name]
            ),
        ];
    }

    private static bool IsFullName(string text) =>
        text.Split(' ') is { Length: >= 2 and <= 5 } words
        && char.IsUpper(words[0].FirstOrDefault())
        && char.IsUpper(words[^1].FirstOrDefault());

    [GeneratedRegex(@"^by:?\s+", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex By();
}

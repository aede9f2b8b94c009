using System.Buffers;
using System.Text.RegularExpressions;
using ArticleApi.Core.Articles;
using ArticleApi.Core.Images;

namespace ArticleApi.Core.Ingestion;

/// <summary>
/// E-mail addresses where names belong: logins, authors as RSS writes them, by-lines with a way to write back. They are
/// nobody's to publish.
/// </summary>
internal static partial class MailAddress
{
    // The sign in its three widths, and as addresses of the web escape it.
    private static readonly SearchValues<string> Signs = SearchValues.Create(
        ["@", "\uFF20", "\uFE6B", "%40"],
        StringComparison.Ordinal
    );

    /// <summary>The draft with the names alone.</summary>
    /// <param name="complain">Told where nothing is left of a name.</param>
    public static ArticleDraft RemovedFrom(ArticleDraft draft, Action<string> complain)
    {
        var bylines = draft.Bylines.All(byline => IsName(byline.Name) && IsName(byline.Role))
            ? draft.Bylines
            : draft
                .Bylines.Select(byline => RemovedFrom(byline, complain))
                .OfType<Byline>()
                .DistinctBy(byline => byline.Slug)
                .ToValueList();
        var images = draft.Images.All(image => IsName(image.Facts.Credit))
            ? draft.Images
            : draft
                .Images.Select(image =>
                    image with
                    {
                        Facts = image.Facts with { Credit = RemovedFrom(image.Facts.Credit, complain) },
                    }
                )
                .ToValueList();

        return draft with
        {
            Bylines = bylines,
            Images = images,
        };
    }

    /// <summary>The text without addresses and what only holds them; null where nothing else is in it.</summary>
    public static string? RemovedFrom(string? text)
    {
        if (IsName(text))
            return text;

        var rest = Spaces()
            .Replace(Address().Replace(text!, " "), " ")
            .Trim(' ', ',', ';', ':', '-', '–', '|', '/', '"');
        if (rest is ['(', .. var inner, ')'] && !inner.Contains('(', StringComparison.Ordinal))
            rest = inner.Trim();
        return rest.Any(char.IsLetterOrDigit) ? rest : null;
    }

    private static bool IsName(string? text) =>
        text is null || text.AsSpan().IndexOfAny(Signs) < 0 || !Address().IsMatch(text);

    private static bool IsName(Credit? credit) =>
        credit is null || (IsName(credit.Line) && IsName(credit.Agency) && IsName(credit.Photographer));

    private static Byline? RemovedFrom(Byline byline, Action<string> complain)
    {
        if (RemovedFrom(byline.Name) is { } name && Label.Of(name) is { } label)
            return new(name == byline.Name ? byline.Slug : label.Slug, label.Name, RemovedFrom(byline.Role));

        complain("A by-line is but an e-mail address; it is left out.");
        return null;
    }

    private static Credit? RemovedFrom(Credit? credit, Action<string> complain)
    {
        if (credit is null)
            return null;
        if (RemovedFrom(credit.Line) is { } line)
            return credit with
            {
                Line = line,
                Agency = RemovedFrom(credit.Agency),
                Photographer = RemovedFrom(credit.Photographer),
            };

        complain("A picture's credit is but an e-mail address; it is left out.");
        return null;
    }

    [GeneratedRegex(
        @"(?:[(\[<]\s{0,10})?(?:mailto:)?(?:""[^""]{1,100}""|[\w.!#$&'*+^~%-]{1,100})(?:[@\uFF20\uFE6B]|%40)"
            + @"(?:[\w-]{1,100}(?:\.[\w-]{1,100}){0,8}|\[[\w.:]{1,100}\])(?:\s{0,10}[)\]>])?",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Address();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}

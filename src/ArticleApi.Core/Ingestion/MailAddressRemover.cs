using System.Buffers;
using System.Text.RegularExpressions;
using ArticleApi.Core.Articles;
using ArticleApi.Core.Images;

namespace ArticleApi.Core.Ingestion;

/// <summary>
/// E-mail addresses where names belong: logins, authors as RSS writes them, by-lines with a way to write back. They are
/// nobody's to publish.
/// </summary>
internal static partial class MailAddressRemover
{
    // The sign in its three widths, and as addresses of the web escape it.
    private static readonly SearchValues<string> Signs = SearchValues.Create(
        ["@", "\uFF20", "\uFE6B", "%40"],
        StringComparison.Ordinal
    );

    /// <summary>The draft with the names alone.</summary>
    /// <param name="complain">Told where nothing is left of a name.</param>
    public static ArticleDraft RemoveFrom(ArticleDraft draft, Action<string> complain)
    {
        var bylines = draft.Bylines.All(byline => HasNoAddress(byline.Name) && HasNoAddress(byline.Role))
            ? draft.Bylines
            : draft
                .Bylines.Select(byline => RemoveFrom(byline, complain))
                .OfType<Byline>()
                .DistinctBy(byline => byline.Slug)
                .ToValueList();
        var images = draft.Images.All(image => HasNoAddress(image.Facts.Credit))
            ? draft.Images
            : draft
                .Images.Select(image =>
                    image with
                    {
                        Facts = image.Facts with { Credit = RemoveFrom(image.Facts.Credit, complain) },
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
    public static string? RemoveFrom(string? text)
    {
        if (HasNoAddress(text))
            return text;

        var rest = Spaces()
            .Replace(Address().Replace(text!, " "), " ")
            .Trim(' ', ',', ';', ':', '-', '–', '|', '/', '"');
        if (rest is ['(', .. var inner, ')'] && !inner.Contains('(', StringComparison.Ordinal))
            rest = inner.Trim();
        return rest.Any(char.IsLetterOrDigit) ? rest : null;
    }

    private static bool HasNoAddress(string? text) =>
        text is null || text.AsSpan().IndexOfAny(Signs) < 0 || !Address().IsMatch(text);

    private static bool HasNoAddress(Credit? credit) =>
        credit is null
        || (HasNoAddress(credit.Line) && HasNoAddress(credit.Agency) && HasNoAddress(credit.Photographer));

    private static Byline? RemoveFrom(Byline byline, Action<string> complain)
    {
        if (RemoveFrom(byline.Name) is { } name && Label.FromName(name) is { } label)
            return new(name == byline.Name ? byline.Slug : label.Slug, label.Name, RemoveFrom(byline.Role));

        complain("A by-line is but an e-mail address; it is left out.");
        return null;
    }

    private static Credit? RemoveFrom(Credit? credit, Action<string> complain)
    {
        if (credit is null)
            return null;
        if (RemoveFrom(credit.Line) is { } line)
            return credit with
            {
                Line = line,
                Agency = RemoveFrom(credit.Agency),
                Photographer = RemoveFrom(credit.Photographer),
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

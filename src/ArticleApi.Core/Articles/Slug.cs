using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace ArticleApi.Core.Articles;

/// <summary>
/// An article's stable name in addresses: lower-case letters and digits of any script, joined by single hyphens.
/// Never shaped like a UUID and never a word that a route under <c>/v1/articles</c> uses.
/// </summary>
public readonly record struct Slug
{
    public const int MaxLength = 200;

    // The grapheme joiner, selectors of variants, and the dot that a Turkish capital I leaves as it is made small.
    private static readonly SearchValues<char> Invisible = SearchValues.Create(
        "\u034F\u0307\u0130\u180B\u180C\u180D\u180F"
            + "\uFE00\uFE01\uFE02\uFE03\uFE04\uFE05\uFE06\uFE07\uFE08\uFE09\uFE0A\uFE0B\uFE0C\uFE0D\uFE0E\uFE0F"
    );

    private static readonly SearchValues<char> Apostrophes = SearchValues.Create("'’‘ʼ`´");

    // Words that are, or are kept free to become, routes under /v1/articles.
    private static readonly HashSet<string> Reserved = new(StringComparer.Ordinal)
    {
        "export",
        "bulk",
        "by-external-id",
        "withdraw",
        "import",
        "stream",
        "search",
        "facets",
        "new",
        "latest",
        "changes",
        "duplicates",
        "count",
    };

    private readonly string? _value;

    private Slug(string value) => _value = value;

    public static Slug Parse(string text) =>
        TryParse(text, out var slug) ? slug : throw new FormatException($"'{text}' is no slug.");

    /// <summary>However its letters are composed: both spellings of an accented one are one slug.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out Slug slug)
    {
        slug = default;
        if (text is not null && PlainText.FindForbidden(text) is null && !text.IsNormalized(NormalizationForm.FormC))
            text = text.Normalize(NormalizationForm.FormC);
        if (
            string.IsNullOrEmpty(text)
            || text.Length > MaxLength
            || Reserved.Contains(text)
            || Guid.TryParse(text, out _)
        )
            return false;
        if (!IsWellFormed(text) || PlainText.FindForbidden(text) is not null)
            return false;

        slug = new Slug(text);
        return true;
    }

    /// <summary>The slug of a headline or a name; null where nothing in it can stand in a slug.</summary>
    /// <remarks>
    /// Thousands separators and apostrophes are dropped ("12,300" gives "12300"); anything else that is no letter or
    /// digit parts words.
    /// </remarks>
    public static Slug? From(string text)
    {
        var result = new StringBuilder(Math.Min(text.Length, MaxLength));
        var normal = ReplaceForbidden(text).Normalize(NormalizationForm.FormC);
        for (var i = 0; i < normal.Length && result.Length < MaxLength; i++)
        {
            var c = normal[i];
            if (c == 'İ')
                result.Append('i');
            if (Apostrophes.Contains(c) || Invisible.Contains(c) || IsThousandsSeparator(normal, i))
                continue;
            if (IsSlugCharacter(normal, i))
                result.Append(char.ToLowerInvariant(c));
            else if (result.Length > 0 && result[^1] != '-')
                result.Append('-');
        }

        var trimmed = result.ToString().Normalize(NormalizationForm.FormC).Trim('-');
        if (trimmed.Length == 0)
            return null;
        if (TryParse(trimmed, out var slug))
            return slug;

        return TryParse(trimmed[..Math.Min(trimmed.Length, MaxLength - 2)].TrimEnd('-') + "-1", out slug) ? slug : null;
    }

    /// <summary>
    /// The same name with a number, for the second article that would have it: <c>-2</c>, <c>-3</c> and so on.
    /// </summary>
    public Slug WithNumber(int number)
    {
        var suffix = "-" + number.ToString(CultureInfo.InvariantCulture);
        var stem = ToString();
        if (stem.Length + suffix.Length > MaxLength)
            stem = stem[..(MaxLength - suffix.Length)].TrimEnd('-');

        return new Slug(stem + suffix);
    }

    public override string ToString() => _value ?? "";

    // A headline may hold what no text may, such as half of a surrogate pair; normalisation would throw on it.
    private static string ReplaceForbidden(string text)
    {
        if (PlainText.FindForbidden(text) is null)
            return text;

        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
            clean.Append(
                rune == Rune.ReplacementChar || PlainText.FindForbidden(rune.ToString()) is not null
                    ? " "
                    : rune.ToString()
            );

        return clean.ToString();
    }

    private static bool IsWellFormed(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (
                text[i] == '-'
                    ? i == 0 || i == text.Length - 1 || text[i - 1] == '-'
                    : !IsSlugCharacter(text, i) || char.ToLowerInvariant(text[i]) != text[i]
            )
                return false;
        }

        return true;
    }

    // Letters, digits and the marks that some scripts need to spell a letter; the basic plane only. No mark that nobody
    // sees, by which two slugs that look alike would differ.
    private static bool IsSlugCharacter(string text, int index) =>
        !Invisible.Contains(text[index])
        && CharUnicodeInfo.GetUnicodeCategory(text[index])
            is UnicodeCategory.LowercaseLetter
                or UnicodeCategory.UppercaseLetter
                or UnicodeCategory.TitlecaseLetter
                or UnicodeCategory.OtherLetter
                or UnicodeCategory.ModifierLetter
                or UnicodeCategory.DecimalDigitNumber
                or UnicodeCategory.NonSpacingMark
                or UnicodeCategory.SpacingCombiningMark;

    private static bool IsThousandsSeparator(string text, int index) =>
        text[index] == ','
        && index > 0
        && char.IsAsciiDigit(text[index - 1])
        && index + 3 < text.Length
        && char.IsAsciiDigit(text[index + 1])
        && char.IsAsciiDigit(text[index + 2])
        && char.IsAsciiDigit(text[index + 3])
        && (index + 4 >= text.Length || !char.IsAsciiDigit(text[index + 4]));
}

using System.Globalization;
using System.Text;

namespace ArticleApi.Core.Search;

/// <summary>Words without what makes no difference between them.</summary>
internal static class WordNormalizer
{
    private const int Tatweel = 0x0640;

    /// <summary>
    /// As <see cref="TextFolding"/> does it, ligatures and wide letters taken for plain ones; but a letter that its
    /// mark makes another letter keeps it, and so do the scripts whose vowels are marks.
    /// </summary>
    public static string Normalize(ReadOnlySpan<char> word)
    {
        if (Ascii.IsValid(word))
            return word.ToString().ToLowerInvariant();

        var folded = new StringBuilder(word.Length);
        foreach (var rune in word.ToString().Normalize(NormalizationForm.FormKC).EnumerateRunes())
        {
            if (KeepsMarks(rune.Value))
                folded.Append(Rune.ToLowerInvariant(rune));
            else if (rune.Value != Tatweel && IsWordPart(rune))
                folded.Append(TextFolding.Fold(rune.ToString()));
        }

        return folded.ToString();
    }

    // A sign that stands for several letters may have dots and spaces between them.
    private static bool IsWordPart(Rune rune) =>
        Rune.IsLetterOrDigit(rune)
        || Rune.GetUnicodeCategory(rune)
            is UnicodeCategory.LetterNumber
                or UnicodeCategory.NonSpacingMark
                or UnicodeCategory.SpacingCombiningMark;

    // Cyrillic й; Indic and South-East Asian scripts; Japanese syllables; Korean ones, which would fall into their
    // letters.
    private static bool KeepsMarks(int rune) =>
        rune is 'й' or 'Й' or >= 0x0900 and <= 0x17FF or >= 0x3040 and <= 0x30FF or >= 0xAC00 and <= 0xD7A3;
}

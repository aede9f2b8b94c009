namespace ArticleApi.Core.Search;

/// <summary>A word as it is indexed and asked for, and where it stands in the text.</summary>
/// <param name="Text">Folded and stemmed: letters, digits and vowel signs, nothing else.</param>
/// <param name="Start">In UTF-16 units.</param>
public readonly record struct Token(string Text, int Start, int Length)
{
    public int End => Start + Length;
}

/// <summary>
/// Parts text into words, the same way for what is stored and for what is asked, since the databases' own ways differ:
/// without case and accents, without the smallest words of the language, and by their stems.
/// </summary>
public static class TextAnalyzer
{
    /// <summary>
    /// To be raised with whatever lets the same text have other tokens: here, in <see cref="TokenizedText"/>, <see
    /// cref="TextFolding"/>, the lexicons or a newer Lucene. Indexes written under another number are then made anew.
    /// </summary>
    public const int Version = 1;

    /// <summary>
    /// The language of names and of texts whose language is not known: nothing is left out, and nothing stemmed.
    /// </summary>
    public const string UnknownLanguage = "und";

    /// <summary>The subtag that decides, in lower case: <c>en</c> of <c>en-GB</c>.</summary>
    public static string PrimarySubtagOf(string language)
    {
        var hyphen = language.IndexOf('-', StringComparison.Ordinal);
        return (hyphen < 0 ? language : language[..hyphen]).ToLowerInvariant();
    }

    /// <summary>The words of a text in their order. Those left out leave no gap.</summary>
    /// <param name="language">BCP 47.</param>
    public static List<Token> Tokenize(string text, string language)
    {
        var tokens = new List<Token>(text.Length / 8);
        using var vocabulary = Vocabulary.Rent();
        var cache = vocabulary.GetCache(language);
        var words = new WordReader(text, cache.StripsPossessive);
        while (words.Read())
        {
            if (cache.FindToken(words.Word) is >= 0 and var token)
                tokens.Add(new(vocabulary.Tokens.GetText(token), words.Start, words.Length));
        }

        return tokens;
    }
}

namespace ArticleApi.Core.Search;

/// <summary>Where a term may stand.</summary>
internal readonly record struct QueryField(TextFields Fields, bool IsPlace)
{
    public static readonly QueryField Any = new(TextFields.All, false);

    public static QueryField? Parse(string name) =>
        name switch
        {
            "headline" => new(TextFields.Headline, false),
            "abstract" => new(TextFields.Abstract, false),
            "caption" => new(TextFields.Caption, false),
            "body" => new(TextFields.Body, false),
            "place" => new(TextFields.Caption, true),
            _ => null,
        };

    public List<string> Tokenize(string text, string language)
    {
        var mark = IsPlace ? TokenizedText.PlacePrefix.ToString() : "";
        return TextAnalyzer
            .Tokenize(text, IsPlace ? TextAnalyzer.UnknownLanguage : language)
            .ConvertAll(token => mark + token.Text);
    }
}

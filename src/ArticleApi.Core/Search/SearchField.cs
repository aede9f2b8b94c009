namespace ArticleApi.Core.Search;

/// <summary>Where a term may stand.</summary>
internal readonly record struct SearchField(Columns Columns, bool IsPlace)
{
    public static readonly SearchField Any = new(Columns.All, false);

    public static SearchField? Of(string name) =>
        name switch
        {
            "headline" => new(Columns.Headline, false),
            "abstract" => new(Columns.Abstract, false),
            "caption" => new(Columns.Caption, false),
            "body" => new(Columns.Body, false),
            "place" => new(Columns.Caption, true),
            _ => null,
        };

    public List<string> Tokens(string text, string language)
    {
        var mark = IsPlace ? SearchText.PlaceMark.ToString() : "";
        return Analyser.Tokens(text, IsPlace ? Analyser.Unknown : language).ConvertAll(token => mark + token.Text);
    }
}

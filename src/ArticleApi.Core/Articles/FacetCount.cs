namespace ArticleApi.Core.Articles;

/// <summary>How many of a question's matches carry a value.</summary>
/// <param name="Value">What its filter takes.</param>
public sealed record FacetCount(string Value, string Label, int Count);

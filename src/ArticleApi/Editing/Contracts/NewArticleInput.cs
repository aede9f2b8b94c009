using System.ComponentModel;

namespace ArticleApi.Editing.Contracts;

/// <summary>A new article, with its pictures and captions in the same request.</summary>
[DisplayName("NewArticle")]
public sealed record NewArticleInput : ArticleInput
{
    /// <summary>draft (the default) or published; publishing takes the scope <c>articles:publish</c>.</summary>
    public NewArticleStatus? Status { get; init; }
}

/// <summary>How a new article begins.</summary>
public enum NewArticleStatus
{
    Draft,
    Published,
}

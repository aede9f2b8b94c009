using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using ArticleApi.Core.Articles;

namespace ArticleApi.Editing.Contracts;

/// <summary>The pictures of an article, all of them, in their new order.</summary>
[DisplayName("ImageOrder")]
public sealed record ImageOrderInput
{
    [MaxLength(Article.MaxImages)]
    public required Core.ValueList<ImageUseInput> Images { get; init; }
}

using ArticleApi.Core.Articles;
using FluentValidation;

namespace ArticleApi.Editing.Contracts;

internal sealed class RelatedLinkValidator : AbstractValidator<RelatedLink>
{
    public RelatedLinkValidator()
    {
        RuleFor(link => link.ArticleId)
            .Must((link, id) => id is null != link.Url is null)
            .WithErrorCode("one-target")
            .WithMessage("either articleId, or url with title");
        RuleFor(link => link.Url).HttpUrl(Article.MaxUrlLength);
        RuleFor(link => link.Title)
            .OptionalLine(Article.MaxHeadlineLength)
            .Must((link, title) => link.Url is null || title is not null)
            .WithErrorCode("required")
            .WithMessage("what the address is called")
            .Must((link, title) => link.ArticleId is null || title is null)
            .WithErrorCode("not-combined")
            .WithMessage("no title: an article has its headline");
    }
}

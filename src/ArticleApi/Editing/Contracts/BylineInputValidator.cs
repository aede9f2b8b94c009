using ArticleApi.Core.Articles;
using FluentValidation;

namespace ArticleApi.Editing.Contracts;

internal sealed class BylineInputValidator : AbstractValidator<BylineInput>
{
    public BylineInputValidator()
    {
        RuleFor(b => b.Name).IsLabelName(b => b.Slug);
        RuleFor(b => b.Slug).IsSlug();
        RuleFor(b => b.Role).SingleLine(Byline.MaxRoleLength);
    }
}

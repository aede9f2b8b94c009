using ArticleApi.Core.Articles;
using ArticleApi.Editing;
using FluentValidation;

namespace ArticleApi.Features.Parsing;

internal sealed class LedesInputValidator : AbstractValidator<LedesInput>
{
    public LedesInputValidator()
    {
        RuleFor(l => l.Text).NotEmpty().WithErrorCode("required").WithMessage("at least one text");
        RuleForEach(l => l.Text).RequiredText(Block.MaxTextLength);
    }
}

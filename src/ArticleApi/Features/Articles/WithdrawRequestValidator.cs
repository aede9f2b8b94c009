using ArticleApi.Core.Articles;
using ArticleApi.Editing;
using FluentValidation;

namespace ArticleApi.Features.Articles;

internal sealed class WithdrawRequestValidator : AbstractValidator<WithdrawRequest>
{
    public WithdrawRequestValidator() => RuleFor(w => w.Reason).MaxText(Article.MaxReasonLength);
}

using ArticleApi.Core.Articles;
using ArticleApi.Editing;
using ArticleApi.Storage.Tables;
using FluentValidation;

namespace ArticleApi.Features.Articles;

internal sealed class WithdrawArticlesRequestValidator : AbstractValidator<WithdrawArticlesRequest>
{
    public WithdrawArticlesRequestValidator()
    {
        RuleFor(w => w.Where).SingleLine(Job.MaxWhereLength);
        RuleFor(w => w.Reason).MaxText(Article.MaxReasonLength);
        RuleFor(w => w.ExpectedCount)
            .NotNull()
            .WithErrorCode("required")
            .WithMessage("the count that a dry run gave: send dryRun first")
            .When(w => w.DryRun != true);
    }
}

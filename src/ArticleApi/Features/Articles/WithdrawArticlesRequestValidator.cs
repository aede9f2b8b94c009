using ArticleApi.Core.Articles;
using ArticleApi.Editing;
using ArticleApi.Storage.Tables;
using FluentValidation;
using FluentValidation.Results;

namespace ArticleApi.Features.Articles;

internal sealed class WithdrawArticlesRequestValidator : AbstractValidator<WithdrawArticlesRequest>
{
    public WithdrawArticlesRequestValidator(WithdrawalTargets targets)
    {
        RuleFor(w => w.Where).SingleLine(Job.MaxWhereLength);
        RuleFor(w => w.Where)
            .Custom(
                (where, context) =>
                {
                    foreach (var error in targets.FindErrors(where))
                        context.AddFailure(
                            new ValidationFailure(context.PropertyPath, error.Detail, error.Value)
                            {
                                ErrorCode = error.Code,
                            }
                        );
                }
            );
        RuleFor(w => w.Reason).MaxText(Article.MaxReasonLength);
        RuleFor(w => w.ExpectedCount)
            .NotNull()
            .WithErrorCode("required")
            .WithMessage("the count that a dry run gave: send dryRun first")
            .When(w => w.DryRun != true);
    }
}

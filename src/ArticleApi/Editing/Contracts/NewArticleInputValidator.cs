using FluentValidation;

namespace ArticleApi.Editing.Contracts;

internal sealed class NewArticleInputValidator : ArticleInputValidatorBase<NewArticleInput>
{
    public NewArticleInputValidator() =>
        RuleFor(a => a.Status)
            .Must(status => status is null or "draft" or "published")
            .WithErrorCode("not-allowed")
            .WithMessage("draft or published");
}

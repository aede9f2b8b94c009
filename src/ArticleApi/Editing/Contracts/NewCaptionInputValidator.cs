using FluentValidation;

namespace ArticleApi.Editing.Contracts;

internal sealed class NewCaptionInputValidator : AbstractValidator<NewCaptionInput>
{
    public NewCaptionInputValidator() =>
        RuleFor(c => c.Caption).SetValidator(new CaptionInputValidator()).OverridePropertyName("");
}

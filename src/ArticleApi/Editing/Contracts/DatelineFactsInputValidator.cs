using FluentValidation;

namespace ArticleApi.Editing.Contracts;

internal sealed class DatelineFactsInputValidator : AbstractValidator<DatelineFactsInput>
{
    public DatelineFactsInputValidator() =>
        RuleFor(d => d.Dateline).SetValidator(new DatelineInputValidator()).OverridePropertyName("");
}

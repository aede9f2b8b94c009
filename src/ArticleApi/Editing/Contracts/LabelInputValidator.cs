using FluentValidation;

namespace ArticleApi.Editing.Contracts;

internal sealed class LabelInputValidator : AbstractValidator<LabelInput>
{
    public LabelInputValidator()
    {
        RuleFor(l => l.Name).IsLabelName(l => l.Slug);
        RuleFor(l => l.Slug).IsSlug();
    }
}

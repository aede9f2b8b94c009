using ArticleApi.Core.Articles;
using FluentValidation;

namespace ArticleApi.Editing.Contracts;

internal sealed class LabelInputValidator : AbstractValidator<LabelInput>
{
    public LabelInputValidator()
    {
        RuleFor(l => l.Name)
            .RequiredLine(Label.MaxNameLength)
            .Must(name => name is not null && Slug.From(name) is not null)
            .WithErrorCode("no-slug")
            .WithMessage("a name with a letter or digit");
        RuleFor(l => l.Slug).IsSlug();
    }
}

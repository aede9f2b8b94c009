using ArticleApi.Core;
using FluentValidation;

namespace ArticleApi.Editing.Contracts;

internal sealed class RightsValidator : AbstractValidator<Rights>
{
    public RightsValidator()
    {
        RuleFor(r => r.Holder).MaxText(Rights.MaxLength);
        RuleFor(r => r.Notice).MaxText(Rights.MaxLength);
        RuleFor(r => r.UsageTerms).MaxText(Rights.MaxLength);
    }
}

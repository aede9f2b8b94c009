using ArticleApi.Core.Images;
using FluentValidation;

namespace ArticleApi.Editing.Contracts;

internal sealed class CreditInputValidator : AbstractValidator<CreditInput>
{
    public CreditInputValidator()
    {
        RuleFor(c => c.Line).RequiredLine(Credit.MaxLineLength);
        RuleFor(c => c.Agency).SingleLine(Credit.MaxNameLength);
        RuleFor(c => c.Photographer).SingleLine(Credit.MaxNameLength);
    }
}

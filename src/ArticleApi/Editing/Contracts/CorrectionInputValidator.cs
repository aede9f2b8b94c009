using ArticleApi.Core.Articles;
using FluentValidation;

namespace ArticleApi.Editing.Contracts;

internal sealed class CorrectionInputValidator : AbstractValidator<CorrectionInput>
{
    public CorrectionInputValidator()
    {
        RuleFor(c => c.Text).RequiredText(Correction.MaxTextLength);
        RuleFor(c => c.At).IsInstant();
    }
}

using ArticleApi.Core.Images;
using FluentValidation;

namespace ArticleApi.Editing.Contracts;

internal sealed class CaptionInputValidator : AbstractValidator<CaptionInput>
{
    public CaptionInputValidator()
    {
        RuleFor(c => c.Language).IsLanguageTag();
        RuleFor(c => c.Text).MaxText(CaptionDraft.MaxTextLength);
        RuleFor(c => c.Raw)
            .MaxText(CaptionDraft.MaxTextLength)
            .Must((caption, raw) => !string.IsNullOrWhiteSpace(raw) || !string.IsNullOrWhiteSpace(caption.Text))
            .WithErrorCode("required")
            .WithMessage("raw or text");
        RuleFor(c => c.Dateline!).SetValidator(new DatelineInputValidator()).When(c => c.Dateline is not null);
    }
}

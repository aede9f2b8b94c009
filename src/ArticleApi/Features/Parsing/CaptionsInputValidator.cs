using ArticleApi.Core.Images;
using ArticleApi.Editing;
using FluentValidation;

namespace ArticleApi.Features.Parsing;

internal sealed class CaptionsInputValidator : AbstractValidator<CaptionsInput>
{
    public CaptionsInputValidator()
    {
        RuleFor(c => c.Raw).NotEmpty().WithErrorCode("required").WithMessage("at least one text");
        RuleForEach(c => c.Raw).RequiredText(CaptionDraft.MaxTextLength);
    }
}

using ArticleApi.Core.Datelines;
using FluentValidation;

namespace ArticleApi.Editing.Contracts;

internal sealed class DatelineInputValidator : AbstractValidator<DatelineInput>
{
    public DatelineInputValidator()
    {
        RuleFor(d => d.Raw).SingleLine(PrintedDateline.MaxRawLength);
        RuleFor(d => d.Agency).SingleLine(DatelineFacts.MaxAgencyLength);
        RuleFor(d => d.Places)
            .Must((dateline, places) => places is { Count: > 0 } || dateline.Date is not null)
            .WithErrorCode("required")
            .WithMessage("a place or a date");
        RuleForEach(d => d.Places).SetValidator(new PlaceInputValidator());
    }
}

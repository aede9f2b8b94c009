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
        RuleForEach(d => d.Places)
            .ChildRules(place =>
            {
                place
                    .RuleFor(p => p.Locality)
                    .SingleLine(Place.MaxLength)
                    .Must(
                        (p, locality) =>
                            locality is not null
                            || p.Region is not null
                            || p.Country is not null
                            || p.CountryCode is not null
                    )
                    .WithErrorCode("required")
                    .WithMessage("a locality, region or country");
                place.RuleFor(p => p.Qualifier).SingleLine(Place.MaxLength);
                place.RuleFor(p => p.Near).SingleLine(Place.MaxLength);
                place.RuleFor(p => p.Region).SingleLine(Place.MaxLength);
                place.RuleFor(p => p.Country).SingleLine(Place.MaxLength);
                place
                    .RuleFor(p => p.CountryCode)
                    .IsCountryCode()
                    .Must(
                        (p, code) =>
                            code is null
                            || p.Country is null
                            || Countries.CodeOf(p.Country) is not { } known
                            || known == code
                    )
                    .WithErrorCode("disagrees")
                    .WithMessage("the code of the country named");
            });
    }
}

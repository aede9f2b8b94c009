using ArticleApi.Core.Datelines;
using FluentValidation;

namespace ArticleApi.Editing.Contracts;

internal sealed class PlaceFactsInputValidator : AbstractValidator<PlaceFactsInput>
{
    public PlaceFactsInputValidator()
    {
        RuleFor(p => p.Locality)
            .SingleLine(Place.MaxLength)
            .Must(
                (p, locality) =>
                    locality is not null || p.Region is not null || p.Country is not null || p.CountryCode is not null
            )
            .WithErrorCode("required")
            .WithMessage("a locality, region or country");
        RuleFor(p => p.Region).SingleLine(Place.MaxLength);
        RuleFor(p => p.Country).SingleLine(Place.MaxLength);
        RuleFor(p => p.CountryCode)
            .IsCountryCode()
            .Must(
                (p, code) =>
                    code is null || p.Country is null || Countries.CodeOf(p.Country) is not { } known || known == code
            )
            .WithErrorCode("disagrees")
            .WithMessage("the code of the country named");
    }
}

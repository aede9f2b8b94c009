using ArticleApi.Core.Datelines;
using FluentValidation;

namespace ArticleApi.Editing.Contracts;

internal sealed class PlaceInputValidator : AbstractValidator<PlaceInput>
{
    public PlaceInputValidator()
    {
        Include(new PlaceFactsInputValidator());
        RuleFor(p => p.Qualifier).SingleLine(Place.MaxLength);
        RuleFor(p => p.Near).SingleLine(Place.MaxLength);
    }
}

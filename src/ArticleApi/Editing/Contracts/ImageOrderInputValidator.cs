using FluentValidation;

namespace ArticleApi.Editing.Contracts;

internal sealed class ImageOrderInputValidator : AbstractValidator<ImageOrderInput>
{
    public ImageOrderInputValidator()
    {
        RuleForEach(o => o.Images).SetValidator(new ImageUseInputValidator());
        RuleFor(o => o.Images)
            .Must(images =>
                images.Where(image => image.Id is not null).DistinctBy(image => image.Id).Count()
                == images.Count(image => image.Id is not null)
            )
            .WithErrorCode("repeated-image")
            .WithMessage("each image once");
        RuleFor(o => o.Images)
            .Must(images =>
                images.All(image => image.Position is null)
                || images.Select((image, index) => image.Position == index + 1).All(right => right)
            )
            .WithErrorCode("broken-order")
            .WithMessage("positions 1, 2, 3 … in the order of the list, or none at all");
    }
}

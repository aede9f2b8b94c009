using ArticleApi.Core.Images;
using FluentValidation;

namespace ArticleApi.Editing.Contracts;

internal class ImageInputValidatorBase<T> : AbstractValidator<T>
    where T : ImageInput
{
    public ImageInputValidatorBase()
    {
        RuleFor(i => i.Href).HttpUrl(ImageFacts.MaxHrefLength);
        RuleFor(i => i.MediaType)
            .SingleLine(ImageFacts.MaxMediaTypeLength)
            .Must(type => type is null || type.StartsWith("image/", StringComparison.Ordinal))
            .WithErrorCode("not-an-image")
            .WithMessage("an image/… media type");
        RuleFor(i => i.Width).IsWithin(1, ImageFacts.MaxPixels);
        RuleFor(i => i.Height).IsWithin(1, ImageFacts.MaxPixels);
        RuleFor(i => i.AltText).MaxText(ImageFacts.MaxAltTextLength);
        RuleFor(i => i.Credit!).SetValidator(new CreditInputValidator()).When(i => i.Credit is not null);
        RuleFor(i => i.Rights!).SetValidator(new RightsValidator()).When(i => i.Rights is not null);
        RuleFor(i => i.Caption!).SetValidator(new CaptionInputValidator()).When(i => i.Caption is { Id: null });
    }
}

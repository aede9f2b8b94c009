using FluentValidation;

namespace ArticleApi.Features.Keys;

internal sealed class KeyRotationValidator : AbstractValidator<KeyRotation>
{
    public KeyRotationValidator() =>
        RuleFor(r => r.OverlapSeconds)
            .InclusiveBetween(0, KeyRotation.MaxOverlapSeconds)
            .WithErrorCode("out-of-range")
            .WithMessage($"0 to {KeyRotation.MaxOverlapSeconds}");
}

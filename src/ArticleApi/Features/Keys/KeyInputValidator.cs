using ArticleApi.Editing;
using ArticleApi.Http.Problems;
using ArticleApi.Storage.Tables;
using FluentValidation;

namespace ArticleApi.Features.Keys;

internal sealed class KeyInputValidator : AbstractValidator<KeyInput>
{
    public KeyInputValidator(TimeProvider clock)
    {
        RuleFor(k => k.Name).RequiredLine(ApiKey.MaxNameLength);
        RuleFor(k => k.Scopes).NotEmpty().WithErrorCode("empty").WithMessage("at least one scope");
        RuleForEach(k => k.Scopes)
            .MaxText(ApiKey.MaxScopeLength)
            .Must(scope => Auth.Scopes.All.Contains(scope))
            .WithErrorCode("not-allowed")
            .WithMessage((_, scope) => NearestName.Describe(scope ?? "", Auth.Scopes.All));
        RuleForEach(k => k.Scopes)
            .Must(
                (key, scope) =>
                    key.PackageId is null || Auth.Scopes.OfPackages.Contains(scope) || !Auth.Scopes.All.Contains(scope)
            )
            .WithErrorCode("not-with-package")
            .WithMessage("with packageId one of " + string.Join(", ", Auth.Scopes.OfPackages));
        RuleFor(k => k.ExpiresAt)
            .IsInstant()
            .Must(at => at is null || at > clock.GetUtcNow())
            .WithErrorCode("out-of-range")
            .WithMessage("an instant that is yet to come");
    }
}

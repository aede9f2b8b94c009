using System.Linq.Expressions;
using ArticleApi.Editing;
using ArticleApi.Storage.Tables;
using FluentValidation;

namespace ArticleApi.Features.Packages;

internal sealed class NewPackageValidator : AbstractValidator<NewPackage>
{
    private const int MaxAgencyLength = 200;

    public NewPackageValidator()
    {
        RuleFor(p => p.Name).RequiredLine(Package.MaxNameLength);
        Limit(p => p.Sections);
        RuleForEach(p => p.Sections).NotNull().IsSlug();
        Limit(p => p.Tags);
        RuleForEach(p => p.Tags).NotNull().IsSlug();
        Limit(p => p.Languages);
        RuleForEach(p => p.Languages).NotNull().IsLanguageTag();
        Limit(p => p.Agencies);
        RuleForEach(p => p.Agencies).RequiredLine(MaxAgencyLength);
        Limit(p => p.Countries);
        RuleForEach(p => p.Countries).NotNull().IsCountryCode();
        Limit(p => p.Access);
        RuleFor(p => p.Sections)
            .Must((p, _) => !PackageResource.ToDefinition(p).IsEmpty)
            .WithErrorCode("required")
            .WithMessage("a value here, or of tags, languages, agencies, countries or access");
    }

    private void Limit<T>(Expression<Func<NewPackage, IReadOnlyList<T>?>> member) =>
        RuleFor(member)
            .Must(values => values is null || values.Count <= Package.MaxValues)
            .WithErrorCode("too-many")
            .WithMessage($"up to {Package.MaxValues} values");
}

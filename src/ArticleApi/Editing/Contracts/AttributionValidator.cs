using ArticleApi.Core.Articles;
using ArticleApi.Core.Datelines;
using FluentValidation;

namespace ArticleApi.Editing.Contracts;

internal sealed class AttributionValidator : AbstractValidator<Attribution>
{
    public AttributionValidator()
    {
        RuleFor(a => a.Agency).RequiredLine(DatelineFacts.MaxAgencyLength);
        RuleFor(a => a.AsPrinted).RequiredLine(Label.MaxNameLength);
        RuleFor(a => (int?)a.Paragraph).IsWithin(1, Block.MaxCount).OverridePropertyName("Paragraph");
    }
}

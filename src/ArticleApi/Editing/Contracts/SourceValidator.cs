using ArticleApi.Core.Articles;
using FluentValidation;

namespace ArticleApi.Editing.Contracts;

internal sealed class SourceValidator : AbstractValidator<Source>
{
    public SourceValidator()
    {
        RuleFor(s => s.Publisher).SingleLine(Source.MaxPublisherLength);
        RuleFor(s => s.Url).HttpUrl(Source.MaxUrlLength);
    }
}

using ArticleApi.Editing;
using FluentValidation;

namespace ArticleApi.Features.Articles;

internal sealed class PublishRequestValidator : AbstractValidator<PublishRequest>
{
    public PublishRequestValidator() => RuleFor(p => p.PublishedAt).IsInstant();
}

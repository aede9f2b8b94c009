using ArticleApi.Core.Articles;
using FluentValidation;

namespace ArticleApi.Editing.Contracts;

internal sealed class HeadlinesValidator : AbstractValidator<Headlines>
{
    public HeadlinesValidator()
    {
        RuleFor(h => h.Short).OptionalLine(Article.MaxHeadlineLength);
        RuleFor(h => h.Seo).OptionalLine(Article.MaxHeadlineLength);
    }
}

using ArticleApi.Core.Articles;
using FluentValidation;

namespace ArticleApi.Editing.Contracts;

internal sealed class BlockInputValidator : AbstractValidator<BlockInput>
{
    public BlockInputValidator()
    {
        RuleFor(b => b.Text).MaxText(Block.MaxTextLength);
        RuleFor(b => b.Html).MaxText(Block.MaxTextLength);
        RuleFor(b => b.Text)
            .Must((block, text) => text is not null || block.Html is not null)
            .When(b => b.Type is "paragraph" or "heading" or "quote")
            .WithErrorCode("required")
            .WithMessage("text or html");
        RuleFor(b => b.Html)
            .Must((block, html) => InlineHtml.Reconcile(block.Text, html).Agree)
            .When(b => b is { Text: not null, Html: not null })
            .WithErrorCode("disagrees")
            .WithMessage("the same words as text; send one of the two");
        RuleFor(b => b.Level)
            .Must(level => level is >= 2 and <= 6)
            .When(b => b.Type == "heading")
            .WithErrorCode("out-of-range")
            .WithMessage("2 to 6");
        RuleFor(b => b.Cite).MaxText(Label.MaxNameLength);
        RuleFor(b => b.Items)
            .NotEmpty()
            .When(b => b.Type == "list")
            .WithErrorCode("required")
            .WithMessage("at least one item");
        RuleForEach(b => b.Items)
            .ChildRules(item =>
            {
                item.RuleFor(i => i.Text).MaxText(Block.MaxTextLength);
                item.RuleFor(i => i.Html).MaxText(Block.MaxTextLength);
                item.RuleFor(i => i.Text)
                    .Must((i, text) => text is not null || i.Html is not null)
                    .WithErrorCode("required")
                    .WithMessage("text or html");
                item.RuleFor(i => i.Html)
                    .Must((i, html) => InlineHtml.Reconcile(i.Text, html).Agree)
                    .When(i => i is { Text: not null, Html: not null })
                    .WithErrorCode("disagrees")
                    .WithMessage("the same words as text; send one of the two");
            });
    }
}

using System.Linq.Expressions;
using ArticleApi.Core.Articles;
using ArticleApi.Core.Images;
using FluentValidation;

namespace ArticleApi.Editing.Contracts;

internal sealed class BlockInputValidator : AbstractValidator<BlockInput>
{
    public BlockInputValidator()
    {
        this.TextOrHtml(b => b.Text, b => b.Html, b => b.Type is "paragraph" or "heading" or "quote" or "pullquote");
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
            .WithMessage("at least one item")
            .Must(items =>
                items is null || ArticleLimits.DepthOf(items, item => item?.List?.Items) <= ListItem.MaxDepth
            )
            .WithErrorCode("too-deep")
            .WithMessage($"lists in one another up to {ListItem.MaxDepth} deep");
        RuleForEach(b => b.Items).SetValidator(new ListItemInputValidator());
        RuleFor(b => b.Image).MaxText(ImageBlock.MaxLength);
        RuleFor(b => b.Rows)
            .NotEmpty()
            .When(b => b.Type == "table")
            .WithErrorCode("required")
            .WithMessage("at least one row");
        RuleForEach(b => b.Rows).HasItems(1, TableBlock.MaxColumns, "cells");
        RuleForEach(b => b.Header).SetValidator(new TableCellInputValidator());
        RuleForEach(b => b.Rows)
            .ChildRules(row => row.RuleForEach(cells => cells).SetValidator(new TableCellInputValidator()));
        RuleFor(b => b.Url)
            .Must(url => url is not null)
            .When(b => b.Type == "embed")
            .WithErrorCode("required")
            .WithMessage("the address of what is embedded")
            .HttpUrl(ImageFacts.MaxHrefLength);
        RuleFor(b => b.Provider).MaxText(EmbedBlock.MaxTitleLength);
        RuleFor(b => b.Title).SingleLine(EmbedBlock.MaxTitleLength);
        RuleFor(b => b.TextWithoutDateline).MaxText(Block.MaxTextLength);
    }
}

internal sealed class ListItemInputValidator : AbstractValidator<ListItemInput>
{
    public ListItemInputValidator()
    {
        this.TextOrHtml(item => item.Text, item => item.Html, _ => true);
        RuleFor(item => item.List!.Items)
            .NotEmpty()
            .When(item => item.List is not null)
            .WithErrorCode("required")
            .WithMessage("at least one item");
        RuleForEach(item => item.List!.Items).SetValidator(this).When(item => item.List is not null);
    }
}

internal sealed class TableCellInputValidator : AbstractValidator<TableCellInput>
{
    public TableCellInputValidator() => this.TextOrHtml(cell => cell.Text, cell => cell.Html, _ => true);
}

internal static class TextOrHtmlRules
{
    /// <summary>A text as plain text, as HTML or as both, which then say the same.</summary>
    /// <param name="isNeeded">Whether one of the two is.</param>
    public static void TextOrHtml<T>(
        this AbstractValidator<T> validator,
        Expression<Func<T, string?>> text,
        Expression<Func<T, string?>> html,
        Func<T, bool> isNeeded
    )
    {
        var (textOf, htmlOf) = (text.Compile(), html.Compile());
        validator.RuleFor(text).MaxText(Block.MaxTextLength);
        validator.RuleFor(html).MaxText(Block.MaxTextLength);
        validator
            .RuleFor(text)
            .Must((item, sent) => sent is not null || htmlOf(item) is not null)
            .When(isNeeded)
            .WithErrorCode("required")
            .WithMessage("text or html");
        validator
            .RuleFor(html)
            .Must((item, sent) => InlineHtml.Reconcile(textOf(item), sent).Agree)
            .When(item => textOf(item) is not null && htmlOf(item) is not null)
            .WithErrorCode("disagrees")
            .WithMessage("the same words as text; send one of the two");
    }
}

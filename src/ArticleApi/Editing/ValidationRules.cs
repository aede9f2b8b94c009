using ArticleApi.Core;
using ArticleApi.Core.Articles;
using ArticleApi.Core.Datelines;
using ArticleApi.Core.Ingestion;
using FluentValidation;
using FluentValidation.Validators;

namespace ArticleApi.Editing;

/// <summary>
/// Rules said once, whichever request brings the field. Lengths are the domain's, and the columns'; how many items a
/// list may have stands at the list.
/// </summary>
internal static class ValidationRules
{
    public static IRuleBuilderOptions<T, string?> MaxText<T>(this IRuleBuilder<T, string?> rule, int most) =>
        rule.MaximumLength(most).WithErrorCode("too-long").WithMessage(_ => $"up to {most:N0} characters");

    public static IRuleBuilderOptions<T, string?> SingleLine<T>(this IRuleBuilder<T, string?> rule, int most) =>
        rule.MaxText(most)
            .Must(text => text is null || text.AsSpan().IndexOfAny('\n', '\r', '\t') < 0)
            .WithErrorCode("not-one-line")
            .WithMessage("one line, without line breaks and tabs");

    public static IRuleBuilderOptions<T, string?> RequiredText<T>(this IRuleBuilder<T, string?> rule, int most) =>
        rule.MaxText(most)
            .Must(text => !string.IsNullOrWhiteSpace(text))
            .WithErrorCode("empty")
            .WithMessage("a text that is not empty");

    public static IRuleBuilderOptions<T, string?> RequiredLine<T>(this IRuleBuilder<T, string?> rule, int most) =>
        rule.SingleLine(most)
            .Must(text => !string.IsNullOrWhiteSpace(text))
            .WithErrorCode("empty")
            .WithMessage("a text that is not empty");

    public static IRuleBuilderOptions<T, string?> OptionalLine<T>(this IRuleBuilder<T, string?> rule, int most) =>
        rule.SingleLine(most)
            .Must(text => text is null || !string.IsNullOrWhiteSpace(text))
            .WithErrorCode("empty")
            .WithMessage("a text that is not empty, or null");

    /// <param name="slugOf">What stands for it where it is left out.</param>
    public static IRuleBuilderOptions<T, string?> IsLabelName<T>(
        this IRuleBuilder<T, string?> rule,
        Func<T, string?> slugOf
    ) =>
        rule.SingleLine(Label.MaxNameLength)
            .Must((label, name) => name is not null || slugOf(label) is not null)
            .WithErrorCode("required")
            .WithMessage("a name, or a slug")
            .Must(name => name is null || !string.IsNullOrWhiteSpace(name))
            .WithErrorCode("empty")
            .WithMessage("a text that is not empty")
            .Must(name => string.IsNullOrWhiteSpace(name) || Slug.From(name) is not null)
            .WithErrorCode("no-slug")
            .WithMessage("a name with a letter or digit");

    public static IRuleBuilderOptions<T, string?> IsSlug<T>(this IRuleBuilder<T, string?> rule) =>
        rule.HasForm(Slug.MaxLength, text => Slug.TryParse(text, out _))
            .WithErrorCode("not-a-slug")
            .WithMessage(
                $"lower-case letters and digits joined by single hyphens, up to {Slug.MaxLength} characters, "
                    + "neither a UUID nor a reserved word"
            );

    public static IRuleBuilderOptions<T, string?> IsLanguageTag<T>(this IRuleBuilder<T, string?> rule) =>
        rule.HasForm(Article.MaxLanguageLength, LanguageTag.FitsArticle)
            .WithErrorCode("not-a-language")
            .WithMessage("a BCP 47 language tag such as en or en-GB");

    public static IRuleBuilderOptions<T, string?> HttpUrl<T>(this IRuleBuilder<T, string?> rule, int most) =>
        rule.SingleLine(most)
            .Must(text => text is null || ArticleLimits.FindUnencoded(text).IsEmpty)
            .WithErrorCode("not-encoded")
            .WithMessage((_, text) => "percent-encoded: " + DescribeEncoded(text!))
            .Must(text => text is null || !ArticleLimits.FindUnencoded(text).IsEmpty || ArticleLimits.IsHttpUrl(text))
            .WithErrorCode("not-an-address")
            .WithMessage("an absolute http or https address");

    private static string DescribeEncoded(string address) =>
        string.Join(
            ", ",
            ArticleLimits.FindUnencoded(address).ToArray().Select(c => $"U+{(int)c:X4} as {Uri.EscapeDataString([c])}")
        );

    public static IRuleBuilderOptions<T, string?> IsCountryCode<T>(this IRuleBuilder<T, string?> rule) =>
        rule.HasForm(Countries.CodeLength, Countries.IsCode)
            .WithErrorCode("not-a-country")
            .WithMessage((_, text) => Countries.DescribeCode(text));

    public static IRuleBuilderOptions<T, int?> IsWithin<T>(this IRuleBuilder<T, int?> rule, int least, int most) =>
        rule.Must(number => number is null || (number >= least && number <= most))
            .WithErrorCode("out-of-range")
            .WithMessage($"{least} to {most}");

    public static IRuleBuilderOptions<T, DateTimeOffset?> IsInstant<T>(this IRuleBuilder<T, DateTimeOffset?> rule) =>
        rule.Must(at => at is null || ArticleLimits.IsInRange(at.Value))
            .WithErrorCode("out-of-range")
            .WithMessage($"an instant in the years {Article.MinYear} to {Article.MaxYear}");

    public static IRuleBuilderOptions<T, ValueList<TItem>> HasItems<T, TItem>(
        this IRuleBuilder<T, ValueList<TItem>> rule,
        int least,
        int most,
        string what
    ) =>
        rule.SetValidator(
                new BoundedValidator<T, ValueList<TItem>>(most, items => items.Count >= least && items.Count <= most)
            )
            .WithErrorCode("out-of-range")
            .WithMessage($"{least} to {most} {what}");

    private static IRuleBuilderOptions<T, string?> HasForm<T>(
        this IRuleBuilder<T, string?> rule,
        int most,
        Func<string, bool> fits
    ) => rule.SetValidator(new BoundedValidator<T, string?>(most, text => text is null || fits(text)));

    /// <summary>A rule that also bounds a length, which the OpenAPI document then says.</summary>
    private sealed class BoundedValidator<T, TValue>(int most, Func<TValue, bool> fits)
        : PropertyValidator<T, TValue>,
            ILengthValidator
    {
        public override string Name => "BoundedValidator";
        public int Min => 0;
        public int Max => most;

        public override bool IsValid(ValidationContext<T> context, TValue value) => fits(value);
    }
}

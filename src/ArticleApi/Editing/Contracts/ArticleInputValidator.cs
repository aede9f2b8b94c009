namespace ArticleApi.Editing.Contracts;

internal sealed class ArticleInputValidator : ArticleInputValidatorBase<ArticleInput>;

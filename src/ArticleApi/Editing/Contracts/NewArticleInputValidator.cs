namespace ArticleApi.Editing.Contracts;

internal sealed class NewArticleInputValidator : ArticleInputValidatorBase<NewArticleInput>;

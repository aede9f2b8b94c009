namespace ArticleApi.Editing.Contracts;

internal sealed class ImageReplacementValidator : ImageInputValidatorBase<ImageReplacement>;

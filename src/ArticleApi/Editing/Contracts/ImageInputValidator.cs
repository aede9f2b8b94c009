namespace ArticleApi.Editing.Contracts;

internal sealed class ImageInputValidator : ImageInputValidatorBase<ImageInput>;

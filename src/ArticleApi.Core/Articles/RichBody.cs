using ArticleApi.Core.Rejections;

namespace ArticleApi.Core.Articles;

/// <summary>What is known of an article whose body is sent as HTML.</summary>
/// <param name="Images">Its pictures as they are listed beside the body, in order.</param>
/// <param name="Gone">The pictures that it showed and is to show no longer.</param>
public sealed record RichHtmlContext(
    IReadOnlyList<ListedImage> Images,
    IReadOnlySet<Guid> Gone,
    EmbedProviders Providers
);

/// <summary>A picture that the body may place.</summary>
/// <param name="Id">Null for a new one.</param>
/// <param name="Shown">As the article shows it; null where it does not yet.</param>
public sealed record ListedImage(Guid? Id, string? Href, ImageDocument? Shown);

/// <summary>A body that was sent as HTML.</summary>
/// <param name="NewImages">Pictures that are not listed beside it; blocks number them after those that are.</param>
/// <param name="Errors">What keeps it from being taken.</param>
/// <param name="Warnings">What was left out or told otherwise, and the rest taken.</param>
public sealed record RichBody(
    ValueList<Block> Blocks,
    IReadOnlyList<NewImage> NewImages,
    IReadOnlyList<InputError> Errors,
    IReadOnlyList<InputError> Warnings
);

/// <summary>A picture that HTML shows and nobody knows yet.</summary>
/// <param name="Caption">As printed below it, with the credit.</param>
public sealed record NewImage(string Href, string? AltText, int? Width, int? Height, string? Caption);

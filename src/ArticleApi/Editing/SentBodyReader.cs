using ArticleApi.Core;
using ArticleApi.Core.Articles;
using ArticleApi.Core.Images;
using ArticleApi.Core.Rejections;
using ArticleApi.Editing.Contracts;

namespace ArticleApi.Editing;

/// <summary>A body that was sent in one of its three forms.</summary>
/// <param name="Images">The article's pictures: those listed beside the body, then those that only HTML shows.</param>
/// <param name="Warnings">What of HTML was left out.</param>
internal sealed record SentBody(
    ValueList<Block> Blocks,
    ValueList<ImageUseInput> Images,
    IReadOnlyList<InputError> Warnings
);

/// <summary>Reads a body that was sent as blocks, HTML or plain text.</summary>
internal sealed class SentBodyReader(EmbedProviders providers)
{
    /// <param name="shown">How the article shows its pictures so far.</param>
    public (SentBody? Body, Rejection? Rejection) Read(ArticleInput input, IReadOnlyList<ImageUse> shown)
    {
        var images = input.Images ?? [];
        if (input.BodyHtml is { } html)
            return ReadHtml(html, images, shown);

        var blocks = input.BodyText is { } text
            ? BodyReader.FromText(text)
            : (input.Body ?? []).Select(InputMapper.ToBlock).ToValueList();
        return FindForeignEmbed(blocks) is { } foreign
            ? (null, Rejection.Invalid(foreign))
            : (new(blocks.Select(SetProvider).ToValueList(), images, []), null);
    }

    private (SentBody? Body, Rejection? Rejection) ReadHtml(
        string html,
        ValueList<ImageUseInput> images,
        IReadOnlyList<ImageUse> shown
    )
    {
        var documents = shown.Select(ImageDocument.From).ToDictionary(image => image.Id);
        var listed = images
            .Select(image =>
                image.Id is { } id && documents.GetValueOrDefault(id) is { } document
                    ? new ListedImage(id, document.Href, document)
                    : new(image.Id, image.Href, null)
            )
            .ToList();
        var gone = documents.Keys.Except(images.Select(image => image.Id).OfType<Guid>()).ToHashSet();
        var read = BodyReader.FromRichHtml(html, new(listed, gone, providers));
        if (read.Errors.Count > 0)
            return (null, new(RejectionReason.Invalid, "The HTML is not taken.", read.Errors));

        return images.Count + read.NewImages.Count > Article.MaxImages
            ? (
                null,
                Rejection.Invalid(
                    InputError.Member(
                        "/bodyHtml",
                        null,
                        "too-many",
                        $"up to {Article.MaxImages} pictures in an article"
                    )
                )
            )
            : (new(read.Blocks, images.Concat(read.NewImages.Select(ToInput)).ToValueList(), read.Warnings), null);
    }

    private static ImageUseInput ToInput(NewImage image) =>
        new()
        {
            Href = image.Href,
            AltText = image.AltText,
            Width = image.Width,
            Height = image.Height,
            Caption = image.Caption is { } caption ? new() { Raw = caption } : null,
        };

    private InputError? FindForeignEmbed(ValueList<Block> blocks) =>
        blocks
            .Index()
            .Where(each => each.Item is EmbedBlock embed && providers.Find(embed.Url) is null)
            .Select(each =>
                InputError.Member(
                    $"/body/{each.Index}/url",
                    ((EmbedBlock)each.Item).Url,
                    "not-a-provider",
                    "an address of " + string.Join(", ", providers.Names)
                )
            )
            .FirstOrDefault();

    private Block SetProvider(Block block) =>
        block is EmbedBlock embed ? embed with { Provider = providers.Find(embed.Url)! } : block;
}

namespace ArticleApi.Core.Images;

public enum ImageRole
{
    Lead,
    Inline,
}

/// <summary>A picture as a document shows it: what it is and what its caption says.</summary>
public sealed record ImageDraft(ImageFacts Facts, CaptionDraft? Caption, ImageRole Role);

/// <summary>One article's use of one picture, with the caption it picked.</summary>
public sealed class ImageUse
{
    public long ArticleKey { get; private set; }

    /// <summary>From 1, without gaps.</summary>
    public int Position { get; private set; }

    public ImageRole Role { get; private set; }

    public long ImageKey { get; private set; }
    public Image Image { get; private set; } = null!;
    public long? CaptionKey { get; private set; }
    public Caption? Caption { get; private set; }

    private ImageUse() { }

    internal void Update(int position, ImageRole role, Caption? caption)
    {
        Position = position;
        Role = role;
        Caption = caption;
        CaptionKey = caption?.Key;
    }

    public static ImageUse Create(Image image, Caption? caption, ImageRole role) =>
        new()
        {
            Image = image,
            ImageKey = image.Key,
            Caption = caption,
            CaptionKey = caption?.Key,
            Role = role,
        };
}

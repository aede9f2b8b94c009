using System.Globalization;
using ArticleApi.Core.Articles;
using ArticleApi.Core.Images;

namespace ArticleApi.Core.Ingestion.Web;

/// <summary>A picture as a document has it, before its caption and credit are read.</summary>
internal sealed record PictureDraft
{
    /// <summary>Absolute; null where the document gives none that can be kept.</summary>
    public string? Href { get; init; }

    /// <summary>As printed, with or without a credit in it.</summary>
    public string? Caption { get; init; }

    /// <summary>A credit in a field of its own.</summary>
    public string? Credit { get; init; }

    /// <summary>A photographer in a field of its own.</summary>
    public string? Photographer { get; init; }

    public string? AltText { get; init; }
    public string? MediaType { get; init; }
    public int? Width { get; init; }
    public int? Height { get; init; }
    public Rights? Rights { get; init; }

    public bool IsEmpty => Href is null && Caption is null && Credit is null && Photographer is null;

    public long PixelCount => (long)(Width ?? 0) * (Height ?? Width ?? 0);

    /// <summary>What another place of the document says of the same picture fills what this one leaves out.</summary>
    public PictureDraft FillFrom(PictureDraft other) =>
        this with
        {
            Href = Href ?? other.Href,
            Caption = Caption ?? other.Caption,
            Credit = Credit ?? other.Credit,
            Photographer = Photographer ?? other.Photographer,
            AltText = AltText ?? other.AltText,
            MediaType = MediaType ?? other.MediaType,
            Width = Width ?? (Height is null ? other.Width : null),
            Height = Height ?? (Width is null ? other.Height : null),
            Rights = Rights ?? other.Rights,
        };

    /// <summary>A width or height; null where it is none that a picture can have.</summary>
    public static int? ParsePixels(string? text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var pixels)
        && ArticleLimits.IsPixelCount(pixels)
            ? pixels
            : null;

    /// <param name="around">The article's language, which a caption too short to tell most likely shares.</param>
    public ImageDraft ToImageDraft(string around, int index)
    {
        var read = Caption is null ? null : CaptionReader.Read(Caption);
        var facts = new ImageFacts
        {
            Href = Href,
            MediaType = MediaType,
            Width = Width,
            Height = Height,
            AltText = AltText,
            Credit = ReadCredit(read?.Credit),
            Rights = Rights,
        };
        var told = read is null ? LanguageDetector.Unknown : LanguageDetector.Detect(read.Text);
        var image = ImageDraftFactory.Create(facts, read, told == LanguageDetector.Unknown ? around : told, index);

        return read is { Text.Length: 0 } ? image with { Caption = null } : image;
    }

    private Credit? ReadCredit(Credit? printed)
    {
        if ((Credit ?? Photographer) is not { } line)
            return printed;

        // A field may hold all that a caption's end would, "NAME/AGENCY via OTHER".
        var whole = CaptionReader.Read(line) is { Text.Length: 0, Credit: { } read } ? read : null;
        var parts = CreditReader.Read(Photographer, Credit);

        return new(
            line,
            whole?.Agency ?? parts.Agency ?? printed?.Agency,
            parts.Byline ?? whole?.Photographer ?? printed?.Photographer,
            whole?.Handout ?? printed?.Handout ?? false
        );
    }
}

using System.Globalization;
using ArticleApi.Core.Articles;
using ArticleApi.Core.Images;

namespace ArticleApi.Core.Ingestion.Wire;

/// <summary>
/// What of an item is longer than its field is kept beside it; only what a reader must see is refused for its length.
/// </summary>
internal static class WireItemLimits
{
    public static WireItem Fit(WireItem item, DocumentParseContext reading)
    {
        var extras = item.Extras.ToList();
        item = item with
        {
            Abstract = Fits("abstract", item.Abstract, Article.MaxAbstractLength),
            Genre = Fits("genre", item.Genre, Article.MaxGenreLength),
            EditorNote = Fits("editorNote", item.EditorNote, Article.MaxEditorNoteLength),
            Publisher = Fits("publisher", item.Publisher, Source.MaxPublisherLength),
            Provider = Fits("provider", item.Provider, SourceRecord.MaxProviderLength),
            Id = Fits("id", item.Id, Math.Min(SourceRecord.MaxItemIdLength, Article.MaxExternalIdLength)),
            Version = Fits("version", item.Version, SourceRecord.MaxItemIdLength),
            Rights = item.Rights is { } rights ? FitRights(rights) : null,
            Language = FitLanguage(item.Language),
            Urgency = item.Urgency is >= Article.MinUrgency and <= Article.MaxUrgency ? item.Urgency : null,
            Pictures = [.. item.Pictures.Select(Fit)],
        };

        return item with
        {
            Extras = extras,
        };

        Rights? FitRights(Rights rights)
        {
            var fitting = new Rights(
                Fits("rights", rights.Holder, Rights.MaxLength),
                Fits("rights", rights.Notice, Rights.MaxLength),
                Fits("rights", rights.UsageTerms, Rights.MaxLength)
            );
            return fitting is { Holder: null, Notice: null, UsageTerms: null } ? null : fitting;
        }

        string? Fits(string name, string? text, int most)
        {
            if (text is null || text.Length <= most)
                return text;

            reading.AddWarning(
                item.FirstLine,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{name}: {text.Length:N0} characters, and at most {most:N0} fit; "
                        + $"it is kept as a fact of the source."
                )
            );
            extras.Add(new(name, text));
            return null;
        }
    }

    private static WirePicture Fit(WirePicture picture) =>
        picture with
        {
            Language = FitLanguage(picture.Language),
            AltText = picture.AltText is { Length: <= ImageFacts.MaxAltTextLength } alt ? alt : null,
            Byline = picture.Byline is { Length: <= Credit.MaxNameLength } by ? by : null,
            Credit = picture.Credit is { Length: <= Credit.MaxNameLength } credit ? credit : null,
            Rendition = picture.Rendition is { } file ? Fit(file) : null,
        };

    private static WireRendition Fit(WireRendition file) =>
        file with
        {
            MediaType = file.MediaType is { Length: <= ImageFacts.MaxMediaTypeLength } type ? type : null,
            Width = FitPixels(file.Width),
            Height = FitPixels(file.Height),
        };

    private static string? FitLanguage(string? tag) => tag is not null && LanguageTag.FitsArticle(tag) ? tag : null;

    private static int? FitPixels(int? count) =>
        count is { } pixels && ArticleLimits.IsPixelCount(pixels) ? count : null;
}

using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using ArticleApi.Core.Articles;
using ArticleApi.Core.Datelines;
using ArticleApi.Core.Images;
using ArticleApi.Core.Ingestion.Web;

namespace ArticleApi.Core.Ingestion;

/// <summary>
/// Articles as the service's own export writes them: one JSON document to a line. Members that are missing are null or
/// empty, so that other programs can write it too; HTML is sanitised, whoever wrote it.
/// </summary>
public static class NdjsonReader
{
    public const string Format = "ndjson";

    /// <summary>Longer lines are refused.</summary>
    public const int MaxLineBytes = DecodedText.MaxBytes;

    private static readonly JsonSerializerOptions LenientOptions = new(ArticleJson.Options)
    {
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { MakeAllOptional } },
        Converters = { new CleanTextConverter() },
    };

    /// <summary>
    /// Whether a document begins with an article of the service's own: a JSON object on one line, with a headline and
    /// blocks or text.
    /// </summary>
    public static bool Recognises(ReadOnlySpan<byte> start)
    {
        var line = start.TrimStart("\uFEFF \t\r\n"u8);
        var end = line.IndexOf((byte)'\n');
        line = (end < 0 ? line : line[..end]).TrimEnd("\r \t"u8);
        // The first line may be longer than what is looked at.
        return line.StartsWith("{"u8)
            && (end < 0 ? start.Length > 0 : line.EndsWith("}"u8))
            && line.IndexOf("\"headline\""u8) >= 0;
    }

    /// <summary>All the lines of a document.</summary>
    public static DocumentParseResult Read(string document, byte[] bytes)
    {
        var (articles, complaints) = (new List<ParsedArticle>(), new List<Diagnostic>());
        foreach (var (number, line) in NdjsonLines.Split(bytes))
        {
            var reading = Read(document, number, line.Span.Trim(" \t\r"u8));
            articles.AddRange(reading.Articles);
            complaints.AddRange(reading.Diagnostics);
        }

        return new(articles, complaints);
    }

    /// <param name="number">The line's number, from 1.</param>
    public static DocumentParseResult Read(string document, int number, ReadOnlySpan<byte> line)
    {
        try
        {
            var article = JsonSerializer.Deserialize<ArticleDocument>(line, LenientOptions);
            if (article is null)
                return Refused("The line is null, and each is an article's JSON object.");
            if (article.Status is ArticleStatus.Withdrawn)
                return Refused("A withdrawn article has no text to take.");
            if (article.RelatedLinks.Any(link => link.ArticleId is { } other && other == article.Id))
                return Refused("relatedLinks: one leads to the article itself.");

            var complaints = new List<Diagnostic>();
            void Warn(string message) => complaints.Add(new(DiagnosticSeverity.Warning, document, number, message));
            var (draft, broken) = ImportedDraft.Check(ToDraft(article, Warn), Warn);
            if (broken is not null)
                return Refused(broken.ToString());

            var parsed = new ParsedArticle(draft, number, number, null)
            {
                Id = article.Id == Guid.Empty ? null : article.Id,
                Item = ItemOf(article),
                Status = article.Status,
            };
            return new([parsed], complaints);
        }
        catch (Exception error)
            when (error is JsonException or InvalidOperationException or NotSupportedException or ArgumentException)
        {
            return Refused(
                JsonErrorExplainer.Explain(line, LenientOptions.GetTypeInfo(typeof(ArticleDocument)))
                    ?? "The line is not an article's JSON."
            );
        }

        DocumentParseResult Refused(string message) =>
            new([], [new(DiagnosticSeverity.Error, document, number, message)]);
    }

    private static SourceItem? ItemOf(ArticleDocument article)
    {
        if (article.Id == Guid.Empty)
            return null;

        var version = article.Version == 0 ? null : article.Version.ToString(CultureInfo.InvariantCulture);
        return new(article.Source.Publisher ?? Format, article.Id.ToString(), version);
    }

    private static ArticleDraft ToDraft(ArticleDocument article, Action<string> warn)
    {
        var images = article.Images.OrderBy(image => image.Position).ToList();

        return new()
        {
            Headline = article.Headline.Trim(),
            Headlines = article.Headlines,
            Slug = Slug.TryParse(article.Slug, out var slug) ? slug : null,
            Language = article.Language,
            Abstract = article.Abstract,
            Teaser = article.Teaser,
            Access = article.Access,
            Body = article.Body.Select(block => CleanBlock(block, images, warn)).OfType<Block>().ToValueList(),
            Bylines = article.Bylines,
            Section = article.Section,
            Tags = article.Tags,
            Dateline = article.Dateline is null ? null : ToDatelineReading(article.Dateline, BodyRemainderOf(article)),
            Images = images.Select(ToDraft).ToValueList(),
            Attributions = article.Attributions,
            // A document that says nothing of corrections takes none back.
            Corrections = article.Corrections.Count > 0 ? article.Corrections.Select(ToCorrection).ToValueList() : null,
            RelatedLinks = article.RelatedLinks,
            PublishedAt = article.PublishedAt,
            EmbargoUntil = article.EmbargoUntil,
            EmbargoSetBy = article.EmbargoSetBy ?? EmbargoOrigin.Source,
            ExpiresAt = article.ExpiresAt,
            Rights = article.Rights,
            Urgency = article.Urgency,
            Genre = article.Genre,
            EditorNote = article.EditorNote,
            ExternalId = article.ExternalId,
            CanonicalUrl = Encode(article.CanonicalUrl),
            Source = article.Source,
            Extensions = article.Extensions,
        };
    }

    // What is no address at all is told as such.
    private static string? Encode(string? address) => UrlNormalizer.ToAbsolute(address) ?? address;

    private static Correction ToCorrection(Correction correction) =>
        correction.Id == Guid.Empty
            ? Correction.FromDocument(correction.Type, correction.Text ?? "", correction.At)
            : correction;

    private static ImageDraft ToDraft(ImageDocument image) =>
        new(
            new()
            {
                Href = Encode(image.Href),
                MediaType = image.MediaType,
                Width = image.Width,
                Height = image.Height,
                AltText = image.AltText,
                Credit = image.Credit,
                FilePhoto = image.FilePhoto,
                Rights = image.Rights,
            },
            image.Caption is { } caption
                ? new(
                    caption.Language ?? LanguageDetector.Unknown,
                    caption.Text ?? "",
                    caption.Raw,
                    ToDatelineReading(caption.Dateline, null)
                )
                : null,
            image.Role
        );

    private static DatelineReading? ToDatelineReading(DatelineDocument? dateline, string? rest) =>
        dateline is null
            ? null
            : new(
                new(
                    dateline
                        .Places.Select(place => new Place(
                            place.Locality,
                            place.Region,
                            place.Country,
                            place.CountryCode
                        ))
                        .ToValueList(),
                    dateline.Date,
                    dateline.Agency
                ),
                new(
                    dateline.Raw ?? "",
                    dateline.Places.Select(place => new PrintedPlace(place.Qualifier, place.Near)).ToValueList(),
                    null
                ),
                rest,
                1
            );

    // As the document says it or, where it does not, where the text begins with what was printed.
    private static string? BodyRemainderOf(ArticleDocument article)
    {
        if (article.Body.FirstOrDefault(block => block.Texts.Any()) is not Paragraph first)
            return null;

        return first.TextWithoutDateline ?? DatelineReader.ReadLede(first.Text)?.BodyRemainder;
    }

    // Blocks of types that are not known here keep nothing unclean: each is asked for all its HTML.
    private static Block? CleanBlock(Block block, List<ImageDocument> images, Action<string> warn) =>
        block switch
        {
            ImageBlock image => Place(image, images, warn),
            EmbedBlock { Url: null } => null,
            Paragraph paragraph => Clean(paragraph with { TextWithoutDateline = null }),
            Heading heading => Clean(heading with { Level = Math.Clamp(heading.Level, 2, 6) }),
            TableBlock table => Clean(table with { Header = table.Header ?? [] }),
            _ => Clean(block),
        };

    private static Block Clean(Block block) =>
        block.MapInline(
            (text, html) => InlineHtml.Reconcile(text, html) is var pair ? (pair.Text, pair.Html) : default
        );

    // The pictures get ids of their own here, so that their places in the list name them.
    private static ImageBlock? Place(ImageBlock block, List<ImageDocument> images, Action<string> warn)
    {
        var number = block.Number ?? images.FindIndex(image => image.Id.ToString() == block.Image) + 1;
        if (number >= 1 && number <= images.Count)
            return ImageBlock.OfNumber(number);

        warn($"A block places the picture '{block.Image}', which is none of the article's; it is left out.");
        return null;
    }

    /// <summary>Every text of a line, as it is kept.</summary>
    private sealed class CleanTextConverter : JsonConverter<string>
    {
        public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType == JsonTokenType.String
                ? PlainText.Clean(reader.GetString()!)
                : throw new JsonException("It is no string.");

        public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value);
    }

    private static void MakeAllOptional(JsonTypeInfo type)
    {
        // What says nothing of its state comes from where it was published.
        if (type is JsonTypeInfo<ArticleDocument> article)
            article.CreateObject = () =>
                new()
                {
                    Id = Guid.Empty,
                    Slug = "",
                    Status = ArticleStatus.Published,
                };
        foreach (var property in type.Properties)
            property.IsRequired = false;
    }
}

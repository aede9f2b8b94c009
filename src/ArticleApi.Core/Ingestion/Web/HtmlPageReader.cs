using System.Text;
using ArticleApi.Core.Articles;

namespace ArticleApi.Core.Ingestion.Web;

/// <summary>
/// An article's web page: what it says of itself in JSON-LD, then in OpenGraph and meta elements, then in what is to be
/// seen. Nothing of a page is run, and nothing that it points to is fetched.
/// </summary>
public static class HtmlPageReader
{
    public const string Format = "html";

    private const int MaxLength = 5_000_000;

    private static readonly string[] Roots =
    [
        "html",
        "head",
        "body",
        "meta",
        "title",
        "article",
        "main",
        "link",
        "script",
    ];

    public static bool Recognises(ReadOnlySpan<byte> start)
    {
        var text = Encoding.Latin1.GetString(start is [0xEF, 0xBB, 0xBF, ..] ? start[3..] : start).AsSpan().TrimStart();
        if (text.StartsWith("<!doctype html", StringComparison.OrdinalIgnoreCase))
            return true;

        return XmlPrologue.Parse(text) is { Name: var name }
            && Array.Exists(Roots, root => name.TrimEnd('>').Equals(root, StringComparison.OrdinalIgnoreCase));
    }

    public static DocumentParseResult Read(string document, byte[] bytes)
    {
        var context = new DocumentParseContext(document);
        var source = HtmlDecoder.Decode(document, bytes);
        context.AddDiagnostics(source.Diagnostics);
        if (source.Text is null)
            return context.ToResult();

        if (source.Text.Length > MaxLength)
            context.AddError(null, $"The page has {source.Text.Length} characters; at most {MaxLength} are read.");
        else if (BodyReader.CountTags(source.Text) is var tags && tags > BodyReader.MaxTags)
            context.AddError(null, $"The page has {tags} tags; at most {BodyReader.MaxTags} are read.");
        else
            AddArticle(new WebPage(HtmlTree.Parse(source.Text)), context);
        return context.ToResult();
    }

    private static void AddArticle(WebPage page, DocumentParseContext context)
    {
        var data = page.StructuredData;
        var headline = data?["headline", "name"] ?? page.FindTitle();
        var pictures = new PictureList();
        foreach (var picture in page.FindPictures())
            pictures.Add(picture);

        var bylines = BylineParser.ParseAll(page.FindAuthors());
        var body = page.ReadBody(pictures, headline, bylines);
        if (headline is null || body.Count == 0)
        {
            context.AddError(null, headline is null ? "The page has no headline." : "The page shows no article.");
            return;
        }

        var (dateline, about) = (
            data?["dateline"],
            page.StatedOrMeta(data?["description"], "og:description", "description", "twitter:description")
        );
        var sections = (data?.TextsOf("articleSection") ?? []).Append(page.Meta("article:section")).ToList();
        var published = WebPage.ReadDate(
            context,
            [
                data?["datePublished"],
                page.Meta("article:published_time"),
                page.Meta("datePublished"),
                page.Meta("date"),
                page.Meta("pubdate"),
                page.Meta("publishdate"),
                page.Meta("dc.date"),
                page.Meta("dcterms.created"),
                page.FindItemProperty("datePublished"),
            ]
        );
        var updated = WebPage.ReadDate(
            context,
            [
                data?["dateModified"],
                page.Meta("article:modified_time"),
                page.Meta("og:updated_time"),
                page.FindItemProperty("dateModified"),
            ]
        );
        var (ends, unpublished) = (page.ReadExpiry(context), page.FindUnpublishedStatus());
        var isDraft = !ends.AllReadable || unpublished is not null;
        if (isDraft)
            context.AddWarning(
                null,
                $"The page says that it is '{unpublished ?? "expiring"}'; it is taken as a draft."
            );
        var publisher = data?.NamesOf("publisher").FirstOrDefault() ?? page.Meta("og:site_name");
        var id = data?["identifier"];
        var genre = data?["genre"];
        var read = StatedFields.ParseDateline(dateline);
        var draft = DraftEnricher.Complete(
            new()
            {
                Headline = headline,
                Body = body,
                Abstract = about is { Length: <= Article.MaxAbstractLength } ? about : null,
                Bylines = bylines,
                Section = StatedFields.ToLabels(sections) is [var section, ..] ? section : null,
                Tags = StatedFields.ToLabels(page.FindKeywords()),
                PublishedAt = published,
                ExpiresAt = ends.First,
                Rights = StatedFields.CreateRights(
                    data?.NamesOf("copyrightHolder").FirstOrDefault(),
                    page.StatedOrMeta(data?["copyrightNotice"], "copyright", "dcterms.rights", "rights"),
                    data?["usageInfo", "license"]
                ),
                Genre = genre is { Length: <= Article.MaxGenreLength } ? genre : null,
                ExternalId = id is { Length: <= Article.MaxExternalIdLength } ? id : null,
                Source = new(
                    publisher is { Length: <= Source.MaxPublisherLength } ? publisher : null,
                    page.Address?.AbsoluteUri
                ),
            },
            new(page.FindLanguage()) { Dateline = printed => StatedFields.ChooseDateline(read, printed) }
        );

        pictures.ReportLeftOut(context, null);
        IEnumerable<SourceProperty> unread = dateline is not null && read is null ? [new("dateline", dateline)] : [];
        context.AddArticle(
            new(pictures.Illustrate(draft), null, null, null)
            {
                Status = isDraft ? ArticleStatus.Draft : null,
                Item = page.Address is { } address
                    ? SourceItem.Create(address.Authority, address.AbsoluteUri, updated ?? published)
                    : null,
                Extras = unread.Concat(data?.ReadExtras() ?? []).ToValueList(),
            }
        );
    }
}

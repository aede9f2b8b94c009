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

        return XmlStart.Of(text) is { Name: var name }
            && Array.Exists(Roots, root => name.TrimEnd('>').Equals(root, StringComparison.OrdinalIgnoreCase));
    }

    public static DocumentReading Read(string document, byte[] bytes)
    {
        var taking = new Taking(document);
        var source = HtmlText.Decode(document, bytes);
        taking.Add(source.Complaints);
        if (source.Text is null)
            return taking.Reading();

        if (source.Text.Length > MaxLength)
            taking.Refuse(null, $"The page has {source.Text.Length} characters; at most {MaxLength} are read.");
        else if (BodyReader.TagsIn(source.Text) is var tags && tags > BodyReader.MaxTags)
            taking.Refuse(null, $"The page has {tags} tags; at most {BodyReader.MaxTags} are read.");
        else
            Take(new Page(WebMarkup.Parse(source.Text)), taking);
        return taking.Reading();
    }

    private static void Take(Page page, Taking taking)
    {
        var data = page.Data;
        var headline = data?["headline", "name"] ?? page.Title();
        var pictures = new Pictures();
        foreach (var picture in page.Pictures())
            pictures.Add(picture);

        var bylines = Bylines.Of(page.Authors());
        var body = page.Body(pictures, headline, bylines);
        if (headline is null || body.Count == 0)
        {
            taking.Refuse(null, headline is null ? "The page has no headline." : "The page shows no article.");
            return;
        }

        var (dateline, about) = (
            data?["dateline"],
            page.Text(data?["description"], "og:description", "description", "twitter:description")
        );
        var sections = (data?.Texts("articleSection") ?? []).Append(page.Meta("article:section")).ToList();
        var published = Page.Date(
            taking,
            [
                data?["datePublished"],
                page.Meta("article:published_time"),
                page.Meta("datePublished"),
                page.Meta("date"),
                page.Meta("pubdate"),
                page.Meta("publishdate"),
                page.Meta("dc.date"),
                page.Meta("dcterms.created"),
                page.Marked("datePublished"),
            ]
        );
        var updated = Page.Date(
            taking,
            [
                data?["dateModified"],
                page.Meta("article:modified_time"),
                page.Meta("og:updated_time"),
                page.Marked("dateModified"),
            ]
        );
        var (ends, unpublished) = (page.Ends(taking), page.Unpublished());
        var isDraft = !ends.AreRead || unpublished is not null;
        if (isDraft)
            taking.Warn(null, $"The page says that it is '{unpublished ?? "expiring"}'; it is taken as a draft.");
        var publisher = data?.Names("publisher").FirstOrDefault() ?? page.Meta("og:site_name");
        var id = data?["identifier"];
        var genre = data?["genre"];
        var read = WebDraft.DatelineOf(dateline);
        var draft = WebDraft.Complete(
            new()
            {
                Headline = headline,
                Body = body,
                Abstract = about is { Length: <= Article.MaxAbstractLength } ? about : null,
                Bylines = bylines,
                Section = WebDraft.Labels(sections) is [var section, ..] ? section : null,
                Tags = WebDraft.Labels(page.Keywords()),
                Dateline = read,
                PublishedAt = published,
                ExpiresAt = ends.First,
                Rights = WebDraft.RightsOf(
                    data?.Names("copyrightHolder").FirstOrDefault(),
                    page.Text(data?["copyrightNotice"], "copyright", "dcterms.rights", "rights"),
                    data?["usageInfo", "license"]
                ),
                Genre = genre is { Length: <= Article.MaxGenreLength } ? genre : null,
                ExternalId = id is { Length: <= Article.MaxExternalIdLength } ? id : null,
                Source = new(
                    publisher is { Length: <= Source.MaxPublisherLength } ? publisher : null,
                    page.Address?.AbsoluteUri
                ),
            },
            page.Language(),
            pictures
        );

        pictures.Complain(taking, null);
        IEnumerable<SourceFact> unread = dateline is not null && read is null ? [new("dateline", dateline)] : [];
        taking.Take(
            new(draft, null, null, null)
            {
                Status = isDraft ? ArticleStatus.Draft : null,
                Item = page.Address is { } address
                    ? Taking.Item(address.Authority, address.AbsoluteUri, updated ?? published)
                    : null,
                Extras = unread.Concat(data?.Extras() ?? []).ToValueList(),
            }
        );
    }
}

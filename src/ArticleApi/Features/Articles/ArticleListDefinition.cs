using ArticleApi.Core.Articles;
using ArticleApi.Http;
using ArticleApi.Index;
using ArticleApi.Lists;
using ArticleApi.Storage.Tables;

namespace ArticleApi.Features.Articles;

/// <summary>What article lists, feeds and the change feed can be asked.</summary>
internal static class ArticleListDefinition
{
    public static readonly QueryParameter View = new(
        "view",
        "summary leaves out body, images and attributions; full has them.",
        "summary",
        AllowedValues: ["summary", "full"],
        Default: "summary"
    );

    public static readonly QueryParameter Body = new(
        "body",
        "blocks gives the body as blocks; html or text gives bodyHtml or bodyText instead, which <c>fields</c> "
            + "still names body. Only where the body is asked for.",
        "blocks",
        AllowedValues: ["blocks", "html", "text"],
        Default: "blocks"
    );

    public static readonly ListDefinition Definition = new(
        "articles",
        "",
        [
            CreateFilter("section", "in this section", "world", QueryParameterKind.Slug),
            CreateFilter("tag", "with this tag", "climate", QueryParameterKind.Slug),
            CreateFilter("byline", "with this byline", "staff-writer", QueryParameterKind.Slug),
            CreateFilter("language", "in this language; en matches en-GB", "en", QueryParameterKind.Language),
            CreateFilter("photographer", "with a picture by this photographer", "Vitaly Nevar"),
            CreateFilter("photoPlace", "with a picture taken in this place", "Kyiv"),
            CreateFilter("photoCountry", "with a picture taken in this country", "UA", QueryParameterKind.Country),
            CreateFilter("photoAgency", "with a picture of this agency", "Reuters"),
            CreateFilter("datelinePlace", "filed from this place", "Ankara"),
            CreateFilter("datelineCountry", "filed from this country", "TR", QueryParameterKind.Country),
            CreateFilter("datelineAgency", "whose dateline names this agency", "AP"),
            CreateFilter("citedAgency", "that cite this agency", "Anadolu"),
            CreateFilter("place", "filed from, or with a picture taken in, this place", "Gvardeysk"),
            CreateFilter(
                "country",
                "filed from, or with a picture taken in, this country",
                "RU",
                QueryParameterKind.Country
            ),
            CreateFilter("agency", "that this agency filed, photographed or is cited in", "Reuters"),
            new("hasImages", "Only articles with a picture, or without any.", "true", QueryParameterKind.Boolean),
            new(
                "hasImageFile",
                "Only articles with a picture whose file's address is known, or without any such.",
                "false",
                QueryParameterKind.Boolean
            ),
            new(
                "status",
                "Only articles in this state; without a key all are published.",
                "published",
                AllowedValues: ["draft", "scheduled", "published"]
            ),
        ],
        [
            new("published", null, "publishedAt", "publication"),
            new("updated", IndexDocument.Updated, "updatedAt", "the last change"),
            new("dateline", IndexDocument.DatelineDate, "dateline", "the dateline"),
            new("photoTaken", IndexDocument.PhotoTaken, "photoTaken", "a picture's date"),
        ],
        [
            ("publishedAt", null),
            ("availableAt", IndexDocument.Available),
            ("updatedAt", IndexDocument.Updated),
            ("photoTaken", IndexDocument.PhotoTaken),
            ("dateline", IndexDocument.DatelineDate),
        ],
        typeof(ArticleDocument),
        [View, Body]
    )
    {
        CanSearch = true,
        CanCollapse = true,
        FacetFields = [.. Enum.GetValues<FacetField>().Where(kind => kind != FacetField.CaptionLanguage)],
    };

    private static QueryParameter CreateFilter(
        string name,
        string which,
        string example,
        QueryParameterKind kind = QueryParameterKind.Text
    ) => new(name, $"Only articles {which}. <c>a,b</c> is either.", example, kind, AllowsMany: true);
}

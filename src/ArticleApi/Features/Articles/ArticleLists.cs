using ArticleApi.Core.Articles;
using ArticleApi.Http;
using ArticleApi.Log;
using ArticleApi.Storage;

namespace ArticleApi.Features.Articles;

/// <summary>What article lists, feeds and the change feed can be asked.</summary>
internal static class ArticleLists
{
    public static readonly Parameter View = new(
        "view",
        "summary leaves out body, images and attributions; full has them.",
        "summary",
        Allowed: ["summary", "full"],
        Default: "summary"
    );

    public static readonly Parameter Body = new(
        "body",
        "blocks gives the body as blocks; html or text gives bodyHtml or bodyText instead, which <c>fields</c> still names body. Only where the body is asked for.",
        "blocks",
        Allowed: ["blocks", "html", "text"],
        Default: "blocks"
    );

    public static readonly ListShape Shape = new(
        "articles",
        "",
        [
            Of("section", "in this section", "world", ParameterKind.Slug),
            Of("tag", "with this tag", "climate", ParameterKind.Slug),
            Of("byline", "with this byline", "staff-writer", ParameterKind.Slug),
            Of("language", "in this language; en matches en-GB", "en", ParameterKind.Language),
            Of("photographer", "with a picture by this photographer", "Vitaly Nevar"),
            Of("photoPlace", "with a picture taken in this place", "Kyiv"),
            Of("photoCountry", "with a picture taken in this country", "UA", ParameterKind.Country),
            Of("photoAgency", "with a picture of this agency", "Reuters"),
            Of("datelinePlace", "filed from this place", "Ankara"),
            Of("datelineCountry", "filed from this country", "TR", ParameterKind.Country),
            Of("datelineAgency", "whose dateline names this agency", "AP"),
            Of("citedAgency", "that cite this agency", "Anadolu"),
            Of("place", "filed from, or with a picture taken in, this place", "Gvardeysk"),
            Of("country", "filed from, or with a picture taken in, this country", "RU", ParameterKind.Country),
            Of("agency", "that this agency filed, photographed or is cited in", "Reuters"),
            new("hasImages", "Only articles with a picture, or without any.", "true", ParameterKind.Boolean),
            new(
                "hasImageFile",
                "Only articles with a picture whose file's address is known, or without any such.",
                "false",
                ParameterKind.Boolean
            ),
            new(
                "status",
                "Only articles in this state; without a key all are published.",
                "published",
                Allowed: ["draft", "scheduled", "published"]
            ),
        ],
        [
            new("published", null, "publishedAt", "publication"),
            new("updated", Filing.Updated, "updatedAt", "the last change"),
            new("dateline", Filing.Filed, "dateline", "the dateline"),
            new("photoTaken", Filing.PhotoTaken, "photoTaken", "a picture's date"),
        ],
        [
            ("publishedAt", null),
            ("availableAt", Filing.Available),
            ("updatedAt", Filing.Updated),
            ("photoTaken", Filing.PhotoTaken),
            ("dateline", Filing.Filed),
        ],
        typeof(ArticleDocument),
        [View, Body]
    )
    {
        IsSearched = true,
        IsCollapsed = true,
        Facets = [.. Enum.GetValues<LabelKind>().Where(kind => kind != LabelKind.CaptionLanguage)],
    };

    private static Parameter Of(string name, string which, string example, ParameterKind kind = ParameterKind.Text) =>
        new(name, $"Only articles {which}. <c>a,b</c> is either; repeated it is both.", example, kind, Many: true);
}

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
        "summary leaves out body, images, attributions, relatedLinks and extensions; full has them.",
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
            OfOne("section", "in this section", "world", QueryParameterKind.Slug),
            OfMany("tag", "with this tag", "climate", QueryParameterKind.Slug),
            OfMany("byline", "with this byline", "staff-writer", QueryParameterKind.Slug),
            OfOne("language", "in this language; en matches en-GB", "en", QueryParameterKind.Language),
            OfOne("genre", "of this genre", "Analysis"),
            OfOne("urgency", "of this urgency, 1 (most urgent) to 9", "1", QueryParameterKind.Integer) with
            {
                Max = Article.MaxUrgency,
            },
            OfMany("image", "that show this picture, by its id", null, QueryParameterKind.Id),
            OfMany("photographer", "with a picture by this photographer", "Vitaly Nevar"),
            OfMany("photoPlace", "with a picture taken in this place", "Kyiv"),
            OfMany("photoCountry", "with a picture taken in this country", "UA", QueryParameterKind.Country),
            OfMany("photoAgency", "with a picture of this agency", "Reuters"),
            OfMany("datelinePlace", "filed from this place", "Ankara"),
            OfMany("datelineCountry", "filed from this country", "TR", QueryParameterKind.Country),
            OfOne("datelineAgency", "whose dateline names this agency", "AP"),
            OfMany("citedAgency", "that cite this agency", "Anadolu"),
            OfMany("place", "filed from, or with a picture taken in, this place", "Gvardeysk"),
            OfMany("country", "filed from, or with a picture taken in, this country", "RU", QueryParameterKind.Country),
            OfMany("agency", "that this agency filed, photographed or is cited in", "Reuters"),
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
        SingleFilters =
        [
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
        CanSearch = true,
        CanCollapse = true,
        FacetFields = [.. Enum.GetValues<FacetField>().Where(kind => kind != FacetField.CaptionLanguage)],
    };

    private static ListFilter OfOne(
        string name,
        string having,
        string? example,
        QueryParameterKind kind = QueryParameterKind.Text
    ) => new(name, "articles", having, example, kind);

    // Of what an article can have several of.
    private static ListFilter OfMany(
        string name,
        string having,
        string? example,
        QueryParameterKind kind = QueryParameterKind.Text
    ) => OfOne(name, having, example, kind) with { HoldsSeveral = true };
}

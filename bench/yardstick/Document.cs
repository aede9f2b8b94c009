using System.Text.Json;

namespace Yardstick;

/// <summary>The members of the service's documents: which columns they are, and how they are written.</summary>
internal static class Document
{
    private const int DatelineColumns = 9;
    private const int CaptionColumns = 4 + DatelineColumns;
    private const int ImageColumns = 13 + CaptionColumns;

    private const string Image = """
        i.uuid, u.role, u.position, i.href, i.media_type, i.width, i.height, i.alt_text,
        i.credit_line, i.agency, i.photographer, i.handout, i.file_photo,
        c.uuid, c.language, c.text, c.raw,
        e.uuid, e.raw, (SELECT json_group_array(json_object('locality', locality, 'qualifier', qualifier, 'near', near, 'region', region, 'country', country, 'countryCode', country_code)) FROM dateline_places WHERE dateline_id = e.id),
        e.precision, e.date, e.year, e.month, e.day, e.agency
        """;

    /// <summary>Of article a.</summary>
    public const string Summary = $"""
        a.uuid, a.slug, a.version, a.status, a.language, a.headline, a.abstract, a.lede,
        s.slug, s.name,
        (SELECT json_group_array(json_object('slug', t.slug, 'name', t.name)) FROM article_tags x JOIN tags t ON t.id = x.tag_id WHERE x.article_id = a.id),
        (SELECT json_group_array(json_object('slug', b.slug, 'name', b.name, 'role', NULL)) FROM article_bylines x JOIN bylines b ON b.id = x.byline_id WHERE x.article_id = a.id),
        d.uuid, d.raw, (SELECT json_group_array(json_object('locality', locality, 'qualifier', qualifier, 'near', near, 'region', region, 'country', country, 'countryCode', country_code)) FROM dateline_places WHERE dateline_id = d.id),
        d.precision, d.date, d.year, d.month, d.day, d.agency,
        a.published_at, a.available_at, a.available_at, a.updated_at, a.word_count, a.image_count,
        {Image},
        a.urgency, a.genre, a.publisher, a.url
        """;

    public const string Joins = """
        LEFT JOIN sections s ON s.id = a.section_id
        LEFT JOIN datelines d ON d.id = a.dateline_id
        LEFT JOIN article_images u ON u.article_id = a.id AND u.position = 1
        LEFT JOIN images i ON i.id = u.image_id
        LEFT JOIN captions c ON c.id = u.caption_id
        LEFT JOIN datelines e ON e.id = c.dateline_id
        """;

    public const string Images = $"""
        SELECT {Image} FROM articles a JOIN article_images u ON u.article_id = a.id JOIN images i ON i.id = u.image_id LEFT JOIN captions c ON c.id = u.caption_id LEFT JOIN datelines e ON e.id = c.dateline_id
        WHERE a.slug = @slug ORDER BY u.position
        """;

    public static void WriteSummary(this Utf8JsonWriter json, Row row)
    {
        row.Text("id"u8);
        row.Text("slug"u8);
        json.WriteNull("url"u8);
        json.WriteNull("canonicalUrl"u8);
        row.Number("version"u8);
        row.Text("status"u8);
        json.WriteNull("access"u8);
        row.Text("language"u8);
        row.Text("headline"u8);
        json.WriteNull("headlines"u8);
        row.TextOrNull("abstract"u8);
        json.WriteNull("teaser"u8);
        row.TextOrNull("lede"u8);
        if (row.Begins("section"u8, 2))
        {
            row.Text("slug"u8);
            row.Text("name"u8);
            json.WriteEndObject();
        }

        row.Raw("tags"u8);
        row.Raw("bylines"u8);
        json.WriteDateline(row);
        row.InstantOrNull("publishedAt"u8);
        row.InstantOrNull("createdAt"u8);
        row.InstantOrNull("availableAt"u8);
        row.InstantOrNull("updatedAt"u8);
        json.WriteNull("revisedAt"u8);
        json.WriteNull("embargoUntil"u8);
        json.WriteNull("expiresAt"u8);
        row.Number("wordCount"u8);
        row.Number("imageCount"u8);
        if (row.Begins("leadImage"u8, ImageColumns))
        {
            json.WriteImage(row);
            json.WriteEndObject();
        }

        json.WriteStartArray("corrections"u8);
        json.WriteEndArray();
        json.WriteNull("rights"u8);
        row.NumberOrNull("urgency"u8);
        row.TextOrNull("genre"u8);
        json.WriteNull("editorNote"u8);
        json.WriteNull("externalId"u8);
        json.WriteStartObject("source"u8);
        row.TextOrNull("publisher"u8);
        row.TextOrNull("url"u8);
        json.WriteEndObject();
    }

    public static void WriteImage(this Utf8JsonWriter json, Row row)
    {
        row.Text("id"u8);
        row.Text("role"u8);
        row.Number("position"u8);
        row.TextOrNull("href"u8);
        row.TextOrNull("mediaType"u8);
        row.NumberOrNull("width"u8);
        row.NumberOrNull("height"u8);
        row.TextOrNull("altText"u8);
        if (row.Begins("credit"u8, 4))
        {
            row.Text("line"u8);
            row.TextOrNull("agency"u8);
            row.TextOrNull("photographer"u8);
            row.Flag("handout"u8);
            json.WriteEndObject();
        }

        row.Flag("filePhoto"u8);
        json.WriteNull("rights"u8);
        if (row.Begins("caption"u8, CaptionColumns))
        {
            row.Text("id"u8);
            row.Text("language"u8);
            row.Text("text"u8);
            row.TextOrNull("raw"u8);
            json.WriteDateline(row);
            json.WriteEndObject();
        }
    }

    private static void WriteDateline(this Utf8JsonWriter json, Row row)
    {
        if (!row.Begins("dateline"u8, DatelineColumns))
            return;

        row.Text("id"u8);
        row.Text("raw"u8);
        row.Raw("places"u8);
        if (row.Begins("date"u8, 5))
        {
            row.Text("precision"u8);
            row.TextOrNull("iso"u8);
            row.NumberOrNull("year"u8);
            row.NumberOrNull("month"u8);
            row.NumberOrNull("day"u8);
            json.WriteEndObject();
        }

        row.TextOrNull("agency"u8);
        json.WriteEndObject();
    }
}

using System.Text.Json;
using ArticleApi.Core.Articles;
using ArticleApi.Storage.Tables;

namespace ArticleApi.Log;

/// <summary>An article as the log delivers it.</summary>
/// <param name="Audience">Who may see it; once gone, who could.</param>
/// <param name="ExpiredAt">Since when readers have it no more, where they had it once.</param>
/// <param name="Document">The exact bytes; null once gone.</param>
internal sealed record StoredArticle(
    long Key,
    Guid Id,
    HeadState State,
    Audience Audience,
    int Version,
    int Renderer,
    DateTimeOffset UpdatedAt,
    string? Slug,
    string? Reason,
    Guid? ReplacedBy,
    DateTimeOffset? ExpiredAt,
    byte[]? Document
)
{
    /// <summary>The same as an earlier version of it was.</summary>
    public StoredArticle AtVersion(ArticleVersion version) =>
        this with
        {
            Version = version.Number,
            UpdatedAt = version.At,
            Document = version.Document?.Decompress(),
            Renderer = version.RendererVersion,
        };

    /// <summary>The document's language, found without deserialising the rest.</summary>
    public string? Language
    {
        get
        {
            var reader = new Utf8JsonReader(Document);
            reader.Read();
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var found = reader.ValueTextEquals("language"u8);
                reader.Read();
                if (found)
                    return reader.GetString();
                reader.Skip();
            }

            return null;
        }
    }
}

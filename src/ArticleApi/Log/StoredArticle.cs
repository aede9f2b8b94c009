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
    /// <summary>Whether its text is for those alone who have the right to it.</summary>
    public bool IsRestricted { get; init; }

    /// <summary>Whether it comes without its text, since that is not for whoever asks.</summary>
    public bool IsWithheld { get; private init; }

    /// <summary>The same as somebody sees it.</summary>
    public StoredArticle ShownTo(Visibility visibility) =>
        IsRestricted && !visibility.IncludesRestrictedTexts && !IsWithheld
            ? this with
            {
                IsWithheld = true,
                Document = Document is null ? null : visibility.Show(Document, isRestrictedNow: true),
            }
            : this;

    /// <summary>
    /// The same as an earlier version of it was, to somebody who gets the text only where both are free.
    /// </summary>
    public StoredArticle AtVersion(ArticleVersion version, Visibility visibility)
    {
        var document = version.Document?.Decompress();
        var earlier = this with
        {
            Version = version.Number,
            UpdatedAt = version.At,
            Document = document,
            Renderer = version.RendererVersion,
            IsRestricted = IsRestricted || RestrictedText.IsIn(document),
            IsWithheld = false,
        };

        return earlier.ShownTo(visibility);
    }

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

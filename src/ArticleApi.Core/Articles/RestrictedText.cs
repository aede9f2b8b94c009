using System.Text.Json;

namespace ArticleApi.Core.Articles;

/// <summary>Texts that are not free, in the bytes of documents.</summary>
public static class RestrictedText
{
    /// <summary>Whether a document says that its text is not free. It says so ahead of the text.</summary>
    public static bool IsIn(ReadOnlySpan<byte> document)
    {
        var reader = new Utf8JsonReader(document);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isAccess = reader.ValueTextEquals("access"u8);
            reader.Read();
            if (isAccess)
                return reader.TokenType == JsonTokenType.String && !reader.ValueTextEquals("free"u8);
            reader.Skip();
        }

        return false;
    }

    /// <summary>The document as those get it who have no right to its text.</summary>
    public static byte[] Remove(ReadOnlySpan<byte> document) =>
        ArticleJson.SerializeFull(ArticleJson.Deserialize(document).WithoutText());
}

namespace ArticleApi.Storage;

/// <summary>A converter whose work is worth doing ahead of the writer.</summary>
internal interface IEncodingConverter
{
    /// <summary>A value as it is stored: a blob, or a text's UTF-8.</summary>
    byte[] Encode(object value);
}

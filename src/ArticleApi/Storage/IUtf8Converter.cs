using System.Buffers;

namespace ArticleApi.Storage;

/// <summary>
/// A converter to text whose UTF-8 can be written as it is made: imports write most of their bytes so, and none of them
/// twice.
/// </summary>
internal interface IUtf8Converter<in T> : IEncodingConverter
{
    void Write(T value, IBufferWriter<byte> to);

    byte[] IEncodingConverter.Encode(object value)
    {
        var text = Utf8Json.TakeBuffer();
        Write((T)value, text);

        return text.WrittenSpan.ToArray();
    }
}

using System.Buffers;

namespace ArticleApi.Storage;

/// <summary>
/// A converter to text whose UTF-8 can be written as it is made: imports write most of their bytes so, and none of them
/// twice.
/// </summary>
internal interface IUtf8Converter<in T>
{
    void Write(T value, IBufferWriter<byte> to);
}

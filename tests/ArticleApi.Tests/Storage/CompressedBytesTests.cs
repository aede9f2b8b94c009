using System.Security.Cryptography;
using System.Text;
using ArticleApi.Storage;

namespace ArticleApi.Tests.Storage;

public class CompressedBytesTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(70_000)]
    [InlineData(3_000_000)]
    public void Text_and_noise_of_any_length_come_back(int length)
    {
        var text = Encoding.UTF8.GetBytes(
            string.Concat(Enumerable.Repeat("{\"text\":\"Rain fell.\"},", length / 20 + 1))
        )[..length];
        var noise = RandomNumberGenerator.GetBytes(length);

        Assert.Equal(text, CompressedBytes.Compress(text).Decompress());
        Assert.Equal(noise, CompressedBytes.FromStored(CompressedBytes.Compress(noise).Stored).Decompress());
    }

    [Fact]
    public void Text_takes_less_room()
    {
        var text = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 500).Select(i => $"{{\"text\":\"{i}\"}}")));

        Assert.InRange(CompressedBytes.Compress(text).Stored.Length, 1, text.Length / 2);
    }

    [Fact]
    public void What_is_broken_is_no_document()
    {
        var stored = CompressedBytes.Compress(Encoding.UTF8.GetBytes(new string('a', 10_000))).Stored;

        Assert.Throws<InvalidDataException>(() => CompressedBytes.Decompress(stored.AsSpan(0, stored.Length / 2)));
        Assert.Throws<InvalidDataException>(() => CompressedBytes.Decompress("{\"id\":\"plain\"}"u8));
        Assert.Throws<InvalidDataException>(() => CompressedBytes.Decompress("{"u8));
    }
}

namespace ArticleApi.Core.Tests;

/// <summary>
/// The first vectors of the reference implementation: the key 00 to 0f, and of 00, 01, 02… the first n bytes.
/// </summary>
public sealed class SipHashTests
{
    [Theory]
    [InlineData(0, 0x726fdb47dd0e0e31)]
    [InlineData(1, 0x74f839c593dc67fd)]
    [InlineData(2, 0x0d6c8009d9a94f5a)]
    [InlineData(3, 0x85676696d7fb7e2d)]
    [InlineData(7, 0xab0200f58b01d137)]
    [InlineData(8, 0x93f5f5799a932462)]
    [InlineData(15, 0xa129ca6149be45e5)]
    public void It_gives_what_the_reference_implementation_gives(int length, ulong hash)
    {
        var bytes = Enumerable.Range(0, 64).Select(value => (byte)value).ToArray();

        Assert.Equal(hash, SipHash.FromKey(bytes.AsSpan(0, 16)).Compute(bytes.AsSpan(0, length)));
    }

    [Fact]
    public void Parts_give_what_the_whole_gives()
    {
        var bytes = Enumerable.Range(0, 40).Select(value => (byte)value).ToArray();
        var key = SipHash.FromKey(bytes);
        for (var first = 0; first <= bytes.Length; first++)
        {
            for (var second = first; second <= bytes.Length; second++)
            {
                var hash = key.Begin();
                hash.Append(bytes.AsSpan(0, first));
                hash.Append(bytes.AsSpan(first..second));
                hash.Append(bytes.AsSpan(second));
                Assert.Equal(key.Compute(bytes), hash.GetHash());
            }
        }
    }
}

using ArticleApi.Core.Search;
using CsCheck;

namespace ArticleApi.Core.Tests.Search;

public class TextFoldingTests
{
    [Theory]
    [InlineData("  Reuters  and\tAFP\n", "reuters and afp")]
    [InlineData("O`Brien’s", "o'brien's")]
    [InlineData("SÃO PAULO", "sao paulo")]
    [InlineData("Straße\u0001", "strasse")]
    [InlineData("A\u007FB\vC", "abc")]
    [InlineData(" ", "")]
    public void A_value_is_compared_as(string text, string folded) => Assert.Equal(folded, TextFolding.Fold(text));

    [Fact]
    public void What_is_folded_already_is_not_made_again()
    {
        const string folded = "the hague 2";

        Assert.Same(folded, TextFolding.Fold(folded));
    }

    [Fact]
    public void Plain_letters_are_folded_as_any_others() =>
        Gen.Char[' ', '~']
            .Array[0, 250]
            .Select(characters => new string(characters).Replace("%", "   ", StringComparison.Ordinal))
            .ForAll(
                text =>
                {
                    var folded = TextFolding.Fold(text);

                    // An accent leads by the way of all letters, and leaves nothing of itself.
                    Assert.Equal(TextFolding.Fold(text + "\u0301"), folded);
                    Assert.InRange(folded.Length, 0, TextFolding.MaxLength);
                },
                5_000
            );
}

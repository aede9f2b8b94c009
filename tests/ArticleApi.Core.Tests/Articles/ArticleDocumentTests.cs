using ArticleApi.Core.Articles;

namespace ArticleApi.Core.Tests.Articles;

public class ArticleDocumentTests
{
    [Theory]
    [InlineData("", 0)]
    [InlineData(" \n\t", 0)]
    [InlineData("rain", 1)]
    [InlineData(" It  rained\u00A0twice. ", 3)]
    [InlineData("S-400 — US", 3)]
    public void Words_are_what_white_space_parts(string text, int words) =>
        Assert.Equal(words, ArticleDocument.CountWords(text));
}

using ArticleApi.Core.Datelines;

namespace ArticleApi.Core.Tests.Datelines;

public class CountriesTests
{
    [Fact]
    public void All_249_assigned_codes_are_there_and_their_names_lead_back()
    {
        Assert.Equal(249, Countries.All.Count());
        Assert.All(
            Countries.All,
            code =>
            {
                Assert.True(Countries.IsCode(code));
                Assert.Equal(code, Countries.CodeOf(Countries.NameOf(code)!));
            }
        );
    }

    [Theory]
    [InlineData("Russia", "RU")]
    [InlineData("ukraine", "UA")]
    [InlineData("the Netherlands", "NL")]
    [InlineData("US", "US")]
    [InlineData("U.S.", "US")]
    [InlineData("UK", "GB")]
    [InlineData("Britain", "GB")]
    [InlineData("UAE", "AE")]
    [InlineData("South Korea", "KR")]
    [InlineData("Türkiye", "TR")]
    [InlineData("Turkey", "TR")]
    [InlineData(" Saudi Arabia ", "SA")]
    [InlineData("us", null)]
    [InlineData("Atlantis", null)]
    [InlineData("", null)]
    [InlineData("RU", null)]
    public void A_name_or_alias_gives_its_code(string name, string? code) => Assert.Equal(code, Countries.CodeOf(name));

    [Theory]
    [InlineData("ru")]
    [InlineData("XX")]
    [InlineData("UK")]
    [InlineData("EU")]
    [InlineData("RUS")]
    [InlineData("")]
    public void What_is_not_assigned_is_no_code(string code)
    {
        Assert.False(Countries.IsCode(code));
        Assert.Null(Countries.NameOf(code));
    }
}

using ArticleApi.Core.Datelines;
using ArticleApi.Core.Ingestion;

namespace ArticleApi.Core.Tests.Datelines;

/// <summary>The lists of places, as far as the readers show them.</summary>
public class PlaceListTests
{
    [Theory]
    [InlineData("Brasil", "BR")]
    [InlineData("Alemania", "DE")]
    [InlineData("Pays-Bas", "NL")]
    [InlineData("Vereinigte Staaten", "US")]
    [InlineData("EEUU", "US")]
    [InlineData("PRC", "CN")]
    [InlineData("Soviet Union", null)]
    public void A_country_is_known_in_the_languages_of_captions(string name, string? code) =>
        Assert.Equal(code, Countries.CodeOf(name));

    [Theory]
    [InlineData("NEW YORK")]
    [InlineData("SÃO PAULO")]
    [InlineData("ST LOUIS")]
    [InlineData("PHNOM PENH")]
    [InlineData("AALEN")]
    [InlineData("ZWOLLE")]
    public void A_town_in_capitals_needs_no_agency(string town) =>
        Assert.NotNull(DatelineReader.ReadLede($"{town} — It rained."));

    [Theory]
    [InlineData("AAAA")]
    [InlineData("ZZZZ")]
    [InlineData("NOWHERE")]
    public void A_word_in_capitals_is_no_town(string word) =>
        Assert.Null(DatelineReader.ReadLede($"{word} — It rained."));

    [Fact]
    public void Jerusalem_is_in_no_country_by_its_name() =>
        Assert.Null(DatelineReader.ReadLede("JERUSALEM (AP) — It rained.")!.Facts.Places[0].CountryCode);
}

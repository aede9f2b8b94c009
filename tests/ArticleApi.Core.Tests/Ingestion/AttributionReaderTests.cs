using ArticleApi.Core.Articles;
using ArticleApi.Core.Ingestion;

namespace ArticleApi.Core.Tests.Ingestion;

public class AttributionReaderTests
{
    [Theory]
    [InlineData(
        "He said so, in comments carried by the official Anadolu news agency.",
        "Anadolu",
        "the official Anadolu news agency"
    )]
    [InlineData("It rains, The Associated Press reported.", "AP", "The Associated Press")]
    [InlineData("It rains, according to Reuters.", "Reuters", "Reuters")]
    [InlineData("An official told AFP that it rains.", "AFP", "AFP")]
    [InlineData("State news agency SANA said it rains.", "SANA", "SANA")]
    [InlineData("It rains, the Petra news agency said.", "Petra", "the Petra news agency")]
    [InlineData("It rains, Bloomberg News reported.", "Bloomberg", "Bloomberg News")]
    [InlineData("The Saudi Press Agency reported rain.", "SPA", "The Saudi Press Agency")]
    [InlineData("Reuters, citing a source, has it that it rains.", "Reuters", "Reuters")]
    [InlineData("Es regnet, sagte er der Nachrichtenagentur dpa.", "dpa", "dpa")]
    [InlineData("Laut Reuters regnet es.", "Reuters", "Reuters")]
    [InlineData("Il pleut, a-t-il dit à l’AFP.", "AFP", "AFP")]
    [InlineData("Llueve, según Europa Press.", "Europa Press", "Europa Press")]
    [InlineData("Piove, ha detto all'Ansa.", "ANSA", "Ansa")]
    public void A_cited_agency_is_found_with_its_printed_name(string text, string agency, string printed) =>
        Assert.Equal([new Attribution(agency, printed, 1)], AttributionReader.Read([text]));

    [Theory]
    [InlineData("A Reuters photographer fell in the rain.")]
    [InlineData("Petra said she would go.")]
    [InlineData("Mr. Bloomberg said it rains.")]
    [InlineData("Pictures by Getty Images said a lot.")]
    [InlineData("The pa said no.")]
    [InlineData("TT said so.")]
    [InlineData("")]
    public void A_name_alone_cites_nobody(string text) => Assert.Empty(AttributionReader.Read([text]));

    [Fact]
    public void A_paragraph_cites_an_agency_once() =>
        Assert.Equal(
            [new Attribution("Reuters", "Reuters", 1), new Attribution("Reuters", "Reuters", 3)],
            AttributionReader.Read(["He told Reuters. She told Reuters.", "It rains.", "They told Reuters."])
        );
}

using ArticleApi.Core.Ingestion;

namespace ArticleApi.Core.Tests.Ingestion;

public class CreditReaderTests
{
    [Theory]
    [InlineData("Ann Lee", "Reuters", "Ann Lee", "Reuters", "Reuters")]
    [InlineData("Ann Lee/Dunes/REX", "Ann Lee/Dunes/REX", "Ann Lee", "Dunes/REX", "Rex Features")]
    [InlineData("Ann Lee via PA", "PA", "Ann Lee", "PA", "PA")]
    [InlineData("Ann Lee#Dunes", null, "Ann Lee", "Dunes", null)]
    [InlineData(null, "Ann Lee/via reuters", null, "Ann Lee/Reuters", "Reuters")]
    [InlineData("Dunes", "Dunes", "Dunes", "Dunes", null)]
    [InlineData("HANDOUT", "HANDOUT", null, "HANDOUT", null)]
    [InlineData("Ann Lee", "POOL/Dunes", "Ann Lee", "Dunes", null)]
    [InlineData(null, "© Dunes", null, "Dunes", null)]
    [InlineData(null, "Allstar/DUNES FILMS", null, "Dunes Films/Allstar", "Allstar")]
    [InlineData(null, "AP AP", null, "AP AP", null)]
    [InlineData("", " ", null, null, null)]
    [InlineData(null, null, null, null, null)]
    public void A_byline_and_a_credit_are_put_in_order(
        string? byline,
        string? credit,
        string? by,
        string? line,
        string? agency
    ) => Assert.Equal(new CreditReading(by, line, agency), CreditReader.Read(byline, credit));
}

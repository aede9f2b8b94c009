using ArticleApi.Core.Ingestion;

namespace ArticleApi.Core.Tests.Ingestion;

public class LanguageDetectorTests
{
    [Theory]
    [InlineData(
        "en",
        "The minister said that the country will use the system it has bought, and that it is not for sale."
    )]
    [InlineData(
        "de",
        "Der Minister sagte, dass das Land die Anlage nutzen werde, die es gekauft hat, und dass sie nicht zum Verkauf steht."
    )]
    [InlineData(
        "fr",
        "Le ministre a dit que le pays va utiliser le système qu’il a acheté, et que ce n’est pas à vendre pour les autres."
    )]
    [InlineData(
        "es",
        "El ministro dijo que el país usará el sistema que ha comprado y que no está a la venta para los demás."
    )]
    [InlineData(
        "it",
        "Il ministro ha detto che il paese userà il sistema che ha comprato e che non è in vendita per gli altri."
    )]
    [InlineData(
        "nl",
        "De minister zei dat het land het systeem zal gebruiken dat het heeft gekocht en dat het niet te koop is voor anderen."
    )]
    [InlineData(
        "pt",
        "O ministro disse que o país vai usar o sistema que comprou e que não está à venda para os outros."
    )]
    [InlineData("vi", "Y bác sĩ nội soi cho bệnh nhân tại bệnh viện trung ương trong buổi sáng hôm nay.")]
    [InlineData("ko", "더불어민주당 최고위원이 국회에서 열린 회의에서 발언하고 있다.")]
    [InlineData(
        "und",
        "Ngabona amanxeba amathathu, egxalabeni, emqaleni kanye nasemhlane. Ummese wawusasalele emhlane, kusho yena."
    )]
    [InlineData("und", "Die minister het gesê.")]
    [InlineData("und", "S-400")]
    [InlineData("und", "")]
    public void A_language_is_told_by_its_small_words_or_not_at_all(string language, string text) =>
        Assert.Equal(language, LanguageDetector.Detect(text));
}

using System.Text;

namespace Corpus;

/// <summary>A language as far as a made-up text has one: its code and its function words, the frequent first.</summary>
internal sealed class Language(string code, string words)
{
    public static readonly Language English = new(
        "en",
        "the of and to a in that is for on was with as it by at from he his be are an this have has had not but they were said who which will or we their been its would one about after more when there also up out could than into two her she i them you all other over some what new last so if no only first can him most such may these many before between under during against where while through because since those now any our very did do just like then still well how"
    );

    private static readonly Language[] Others =
    [
        new(
            "de",
            "der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als auch es an werden aus er hat dass sie nach wird bei einer um am sind noch wie einem über einen so zum war haben nur oder aber vor zur bis mehr durch man sein wurde"
        ),
        new(
            "fr",
            "de la le et les des en un du une que est pour qui dans a par plus pas au sur ne se ce il sont avec son aux cette ont ses mais comme on tout nous sa fait été aussi leur bien peut ces y sans deux même où après"
        ),
        new(
            "es",
            "de la que el en y a los se del las un por con no una su para es al lo como más o pero sus le ha me si sin sobre este ya entre cuando todo esta ser son dos también fue había era muy años hasta desde está mi porque"
        ),
    ];

    private readonly byte[][] _words = [.. words.Split(' ').Select(Encoding.UTF8.GetBytes)];
    private readonly Zipf _ranks = new(words.Split(' ').Length, 2);

    public static IEnumerable<Language> All => Others.Prepend(English);

    public byte[] Code { get; } = Encoding.UTF8.GetBytes(code);

    public IEnumerable<string> Words => words.Split(' ');

    public ReadOnlySpan<byte> Draw(Dice dice) => _words[_ranks.Draw(dice)];

    /// <summary>English, but for a few in a hundred.</summary>
    public static Language Any(Dice dice) => dice.Percent(95) ? English : Others[dice.Below(Others.Length)];
}

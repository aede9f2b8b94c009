using System.Collections.Frozen;
using System.Numerics;

namespace ArticleApi.Core.Ingestion;

/// <summary>Tells a text's language by its script or its commonest small words. In doubt it says <c>und</c>.</summary>
public static class LanguageDetector
{
    public const string Unknown = "und";

    // Enough to tell; a longer text tells no more.
    private const int MaxLength = 8_000;
    private const int MaxWord = 12;
    private const int MinHits = 4;
    private const double MinShare = 0.18;

    // How far ahead of the runner-up the best must be.
    private const double MinLead = 1.25;

    // The languages beyond those that news here is written in are there so that they are not taken for a neighbour.
    private static readonly (string Language, string[] Words)[] Profiles =
    [
        Profile(
            "en",
            "the of and to in a is that for on was with he as it his by at from be have has had are"
                + " this an not or but they which their were she you we will would been who said more its"
                + " her"
        ),
        Profile(
            "de",
            "der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als auch es"
                + " an werden aus er hat dass sie nach wird bei einer um am sind noch wie einem über einen"
                + " so zum war haben nur oder aber vor zur bis mehr durch man sein wurde sei"
        ),
        Profile(
            "fr",
            "de la le et les des en un du une que est pour qui dans a par plus pas au sur ne se ce il"
                + " sont la avec ont son ses mais comme ou si leur cette elle été aux être nous vous ces"
                + " deux fait l d qu n s c"
        ),
        Profile(
            "es",
            "de la que el en y a los se del las un por con no una su para es al lo como más o pero"
                + " sus le ha me si sin sobre este ya entre cuando todo esta ser son dos también fue había"
                + " era muy años hasta desde está han"
        ),
        Profile(
            "it",
            "di che e la il un a per in una è sono non si con del le da dei nel al alla come più ha"
                + " anche della i ma gli lo o su questo delle dal degli se tra fra suo sua hanno stato"
                + " essere dalla nella era ai l"
        ),
        Profile(
            "nl",
            "de van het een en in is dat op te zijn met voor niet die er aan ook als om naar bij maar"
                + " ze of uit dan heeft hij was werd worden wordt over door nog tot ik je wel geen deze dit"
                + " meer kan hun hebben heb zich zal zou"
        ),
        Profile(
            "pt",
            "de a o que e do da em um para é com não uma os no se na por mais as dos como mas foi ao"
                + " ele das tem à seu sua ou ser quando muito há nos já está eu também só pelo pela até isso"
                + " ela entre era depois sem mesmo aos são"
        ),
        Profile(
            "sv",
            "och i att det som en på är av för med den till inte har de ett om han var men jag så vi"
                + " från sig kan när hon ska här då under eller efter mot också sin vid skulle hade alla"
                + " blir år säger"
        ),
        Profile(
            "da",
            "og i at det en på er af for med den til ikke har de et om han var men jeg så vi fra sig"
                + " kan når hun skal her da under eller efter mod også sin ved ville havde alle bliver år"
                + " siger der som blev efter hvor"
        ),
        Profile(
            "no",
            "og i å det som en på er av for med den til ikke har de et om han var men jeg så vi fra"
                + " seg kan når hun skal her da under eller etter mot også sin ved ville hadde alle blir år"
                + " sier ble hvor at"
        ),
        Profile(
            "af",
            "die van en in is het dat te om nie wat vir met op hy sy was ook deur aan as na maar by"
                + " uit sal kan ons hulle hierdie een daar"
        ),
        Profile(
            "ro",
            "de în și a la cu pe nu o că din un care mai este pentru au fost ca se sunt ce să al ale"
                + " prin sau dar după lui"
        ),
        Profile(
            "ca",
            "de la que el i en a les els un per amb una és no del al ha com més dels però també són"
                + " aquest entre va han seva"
        ),
        Profile(
            "id",
            "yang dan di dari untuk dengan ini itu dalam pada tidak akan ke oleh adalah juga tersebut"
                + " ada telah sebagai bisa mereka karena"
        ),
        Profile(
            "tr",
            "ve bir bu için ile da de olarak çok daha olan gibi kadar sonra ancak ne var en ama her göre olduğu"
        ),
        Profile("pl", "i w na z do się nie że to jest o jak po od za ale przez dla co który są oraz ma tym"),
        Profile("fi", "ja on ei että se oli hän ovat myös mutta kun joka ole niin mukaan kuin tai sen hänen jo"),
        Profile("hu", "a az és hogy nem is egy ez volt meg csak már még de van el mint vagy ha azt"),
    ];

    // A bit for each profile that has the word, so that a word is looked up once.
    private static readonly FrozenDictionary<string, uint> ByWord = Profiles
        .SelectMany((profile, index) => profile.Words.Distinct().Select(word => (word, Bit: 1u << index)))
        .GroupBy(pair => pair.word, StringComparer.Ordinal)
        .ToFrozenDictionary(
            group => group.Key,
            group => group.Aggregate(0u, (bits, pair) => bits | pair.Bit),
            StringComparer.OrdinalIgnoreCase
        );

    /// <returns>A BCP 47 primary tag.</returns>
    public static string Detect(string text)
    {
        if (text.Length > MaxLength)
            text = text[..MaxLength];

        return DetectByScript(text) ?? DetectByWords(text);
    }

    private static string DetectByWords(string text)
    {
        var lookup = ByWord.GetAlternateLookup<ReadOnlySpan<char>>();
        var hits = new int[Profiles.Length];
        var words = 0;
        for (var i = 0; i < text.Length; )
        {
            var start = i;
            while (i < text.Length && char.IsLetter(text[i]))
                i++;
            if (i == start)
            {
                i++;
                continue;
            }

            words++;
            if (i - start > MaxWord || !lookup.TryGetValue(text.AsSpan(start, i - start), out var bits))
                continue;
            for (; bits != 0; bits &= bits - 1)
                hits[BitOperations.TrailingZeroCount(bits)]++;
        }

        var best = Array.IndexOf(hits, hits.Max());
        var next = hits.Where((_, index) => index != best).Max();

        return hits[best] >= MinHits && hits[best] >= words * MinShare && hits[best] >= next * MinLead
            ? Profiles[best].Language
            : Unknown;
    }

    // Scripts that one language of news uses alone, and the letters only Vietnamese has.
    private static string? DetectByScript(string text)
    {
        int letters = 0,
            hangul = 0,
            kana = 0,
            han = 0,
            greek = 0,
            thai = 0,
            hebrew = 0,
            vietnamese = 0,
            latin = 0;
        foreach (var c in text)
        {
            if (!char.IsLetter(c))
                continue;

            letters++;
            hangul += c is >= '\uAC00' and <= '\uD7A3' ? 1 : 0;
            kana += c is >= '\u3041' and <= '\u30FF' ? 1 : 0;
            han += c is >= '\u4E00' and <= '\u9FFF' ? 1 : 0;
            greek += c is >= '\u0370' and <= '\u03FF' ? 1 : 0;
            thai += c is >= '\u0E01' and <= '\u0E4E' ? 1 : 0;
            hebrew += c is >= '\u05D0' and <= '\u05EA' ? 1 : 0;
            vietnamese += c is (>= '\u1EA0' and <= '\u1EF9') or 'đ' or 'Đ' or 'ơ' or 'Ơ' or 'ư' or 'Ư' ? 1 : 0;
            latin += c < '\u0250' ? 1 : 0;
        }

        if (letters < 10)
            return null;

        if (hangul * 2 > letters)
            return "ko";
        if (kana * 5 > letters && (kana + han) * 2 > letters)
            return "ja";
        if (han * 2 > letters && kana == 0)
            return "zh";
        if (greek * 2 > letters)
            return "el";
        if (thai * 2 > letters)
            return "th";
        if (hebrew * 2 > letters)
            return "he";
        return vietnamese * 12 > letters && (latin + vietnamese) * 2 > letters ? "vi" : null;
    }

    private static (string, string[]) Profile(string language, string words) => (language, words.Split(' '));
}

using System.Collections.Frozen;
using Lucene.Net.Analysis.Ar;
using Lucene.Net.Analysis.Ca;
using Lucene.Net.Analysis.Da;
using Lucene.Net.Analysis.De;
using Lucene.Net.Analysis.El;
using Lucene.Net.Analysis.En;
using Lucene.Net.Analysis.Es;
using Lucene.Net.Analysis.Eu;
using Lucene.Net.Analysis.Fi;
using Lucene.Net.Analysis.Fr;
using Lucene.Net.Analysis.Ga;
using Lucene.Net.Analysis.Hu;
using Lucene.Net.Analysis.Hy;
using Lucene.Net.Analysis.It;
using Lucene.Net.Analysis.Nl;
using Lucene.Net.Analysis.No;
using Lucene.Net.Analysis.Pt;
using Lucene.Net.Analysis.Ro;
using Lucene.Net.Analysis.Ru;
using Lucene.Net.Analysis.Sv;
using Lucene.Net.Analysis.Tr;
using Lucene.Net.Tartarus.Snowball;
using Lucene.Net.Tartarus.Snowball.Ext;
using DutchSnowball = Lucene.Net.Tartarus.Snowball.Ext.DutchStemmer;
using FrenchSnowball = Lucene.Net.Tartarus.Snowball.Ext.FrenchStemmer;
using GermanSnowball = Lucene.Net.Tartarus.Snowball.Ext.GermanStemmer;
using PortugueseSnowball = Lucene.Net.Tartarus.Snowball.Ext.PortugueseStemmer;

namespace ArticleApi.Core.Search;

/// <summary>What is known of a language: its smallest words and its stems. Not for two threads at once.</summary>
internal sealed class LanguageAnalysis
{
    private static readonly FrozenDictionary<string, Func<LanguageAnalysis>> Factories = new Dictionary<
        string,
        Func<LanguageAnalysis>
    >
    {
        ["ar"] = () => new(ArabicAnalyzer.DefaultStopSet, Arabic),
        ["ca"] = () => new(CatalanAnalyzer.DefaultStopSet, Snowball(new CatalanStemmer())),
        ["da"] = () => new(DanishAnalyzer.DefaultStopSet, Snowball(new DanishStemmer())),
        ["de"] = () => new(GermanAnalyzer.DefaultStopSet, Snowball(new GermanSnowball())),
        ["el"] = () => new(GreekAnalyzer.DefaultStopSet, Greek),
        ["en"] = () => new(EnglishAnalyzer.DefaultStopSet, Snowball(new EnglishStemmer())) { StripsPossessive = true },
        ["es"] = () => new(SpanishAnalyzer.DefaultStopSet, Snowball(new SpanishStemmer(), ("cion", "ción"))),
        ["eu"] = () => new(BasqueAnalyzer.DefaultStopSet, Snowball(new BasqueStemmer())),
        ["fi"] = () => new(FinnishAnalyzer.DefaultStopSet, Snowball(new FinnishStemmer())),
        ["fr"] = () =>
            new(
                FrenchAnalyzer.DefaultStopSet,
                Snowball(new FrenchSnowball(), ("iere", "ière"), ("ieres", "ières"), ("ee", "ée"), ("ees", "ées"))
            ),
        ["ga"] = () => new(IrishAnalyzer.DefaultStopSet, Snowball(new IrishStemmer())),
        ["hu"] = () => new(HungarianAnalyzer.DefaultStopSet, Snowball(new HungarianStemmer())),
        ["hy"] = () => new(ArmenianAnalyzer.DefaultStopSet, Snowball(new ArmenianStemmer())),
        ["it"] = () => new(ItalianAnalyzer.DefaultStopSet, Snowball(new ItalianStemmer())),
        ["nb"] = () => new(NorwegianAnalyzer.DefaultStopSet, Snowball(new NorwegianStemmer())),
        ["nl"] = () => new(DutchAnalyzer.DefaultStopSet, Snowball(new DutchSnowball())),
        ["nn"] = () => new(NorwegianAnalyzer.DefaultStopSet, Snowball(new NorwegianStemmer())),
        ["no"] = () => new(NorwegianAnalyzer.DefaultStopSet, Snowball(new NorwegianStemmer())),
        ["pt"] = () =>
            new(
                PortugueseAnalyzer.DefaultStopSet,
                Snowball(new PortugueseSnowball(), ("cao", "ção"), ("coes", "ções"))
            ),
        ["ro"] = () => new(RomanianAnalyzer.DefaultStopSet, Snowball(new RomanianStemmer())),
        ["ru"] = () => new(RussianAnalyzer.DefaultStopSet, Snowball(new RussianStemmer())),
        ["sv"] = () => new(SwedishAnalyzer.DefaultStopSet, Snowball(new SwedishStemmer())),
        ["tr"] = () => new(TurkishAnalyzer.DefaultStopSet, Snowball(new TurkishStemmer())),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private readonly HashSet<string> _stopWords;
    private readonly Func<string, string> _stem;

    private LanguageAnalysis(IEnumerable<string> small, Func<string, string> stem) =>
        (_stopWords, _stem) = (
            small.Select(word => WordNormalizer.Normalize(word)).ToHashSet(StringComparer.Ordinal),
            stem
        );

    public bool StripsPossessive { get; private init; }

    public static bool IsKnown(string language) => Factories.ContainsKey(language);

    public static LanguageAnalysis? Create(string language) =>
        Factories.TryGetValue(language, out var make) ? make() : null;

    /// <summary>Whether a folded word is too common to tell anything.</summary>
    public bool IsStopWord(string folded) => _stopWords.Contains(folded);

    public string Stem(string folded) => _stem(folded);

    // A word is folded before it is stemmed, so that it is found with and without its accents. Where the stemmer knows
    // a common ending by its accent only, and no other word ends so, the ending gets it back.
    private static Func<string, string> Snowball(
        SnowballProgram stemmer,
        params (string Plain, string Accented)[] endings
    ) =>
        word =>
        {
            foreach (var (plain, accented) in endings)
            {
                if (word.EndsWith(plain, StringComparison.Ordinal))
                {
                    word = string.Concat(word.AsSpan(0, word.Length - plain.Length), accented);
                    break;
                }
            }

            stemmer.SetCurrent(word);
            stemmer.Stem();
            return stemmer.Current;
        };

    private static string Arabic(string word)
    {
        var letters = word.ToCharArray();
        var length = new ArabicNormalizer().Normalize(letters, letters.Length);
        return new(letters, 0, new ArabicStemmer().Stem(letters, length));
    }

    private static string Greek(string word)
    {
        var letters = word.ToCharArray();
        return new(letters, 0, new GreekStemmer().Stem(letters, letters.Length));
    }
}

using ArticleApi.Core;
using ArticleApi.Core.Articles;
using ArticleApi.Core.Ingestion;
using ArticleApi.Core.NearDuplicates;
using ArticleApi.Core.Search;

namespace ArticleApi.Accuracy;

/// <summary>
/// Real articles, and what desks make of them before they run them again: each must be known again, and no other.
/// </summary>
internal static class NearDuplicates
{
    private const string Found = "near-duplicate";
    private const string Apart = "apart";

    private static readonly (string Name, Func<Text, Text, Text> Make)[] Edits =
    [
        ("as it is, under another headline", (text, _) => text),
        ("paragraphs the other way round", (text, _) => text with { Paragraphs = [.. text.Paragraphs.Reverse()] }),
        (
            "the last third cut",
            (text, _) =>
                text with
                {
                    Paragraphs = [.. text.Paragraphs.Take(Math.Max(1, text.Paragraphs.Count * 2 / 3))],
                }
        ),
        (
            "every second paragraph dropped",
            (text, _) => text with { Paragraphs = [.. text.Paragraphs.Where((_, index) => index % 2 == 0)] }
        ),
        (
            "two paragraphs of another story added",
            (text, other) => text with { Paragraphs = [.. text.Paragraphs, .. other.Paragraphs.Take(2)] }
        ),
        ("every twentieth word another", (text, _) => Reworded(text, 20)),
        ("every tenth word another", (text, _) => Reworded(text, 10)),
        (
            "one paragraph dropped, every twentieth word another",
            (text, _) => Reworded(text with { Paragraphs = [.. text.Paragraphs.Where((_, index) => index != 1)] }, 20)
        ),
        (
            "the last third cut, the rest the other way round, every twentieth word another",
            (text, _) =>
                Reworded(
                    text with
                    {
                        Paragraphs = [.. text.Paragraphs.Take(Math.Max(1, text.Paragraphs.Count * 2 / 3)).Reverse()],
                    },
                    20
                )
        ),
    ];

    /// <summary>Each article beside each of its edits.</summary>
    public static IEnumerable<Row> Pairs(string folder)
    {
        var texts = Texts(folder);

        return from index in Enumerable.Range(0, texts.Count)
            let known = SignatureOf(texts[index])
            from edit in Edits
            let edited = SignatureOf(
                edit.Make(texts[index], texts[(index + 1) % texts.Count]) with
                {
                    Headline = "Another headline",
                }
            )
            select Row.Of(
                $"{texts[index].Headline}: {edit.Name} ({known?.SimilarityTo(edited!):0.00})",
                Found,
                Verdict(known, edited)
            );
    }

    /// <summary>Each article, and each of its edits, beside those of all others.</summary>
    public static IEnumerable<Row> OtherPairs(string folder)
    {
        var texts = Texts(folder);
        // What was added of another story is common to both.
        var all = texts
            .SelectMany(
                (text, index) =>
                    Edits
                        .Where(edit => !edit.Name.Contains("added", StringComparison.Ordinal))
                        .Select(edit => (index, edit.Name, Signature: SignatureOf(edit.Make(text, text))))
            )
            .ToList();

        return from one in all
            from other in all
            where one.index < other.index
            select Row.Of(
                $"{texts[one.index].Headline}, {one.Name}: {texts[other.index].Headline}, {other.Name} ({one.Signature?.SimilarityTo(other.Signature!):0.00})",
                Apart,
                Verdict(one.Signature, other.Signature)
            );
    }

    // As the service finds them: by a lookup hash that both have, and by the estimate then.
    private static string Verdict(TextSignature? one, TextSignature? other) =>
        one is not null
        && other is not null
        && one.LookupHashes.Intersect(other.LookupHashes).Any()
        && one.SimilarityTo(other) >= TextSignature.NearDuplicateThreshold
            ? Found
            : Apart;

    private static List<Text> Texts(string folder)
    {
        var seeds = Path.Combine(Root(), "seeds");
        var drafts = new[] { folder, seeds }
            .SelectMany(place => Directory.GetFiles(place, "*.txt").Order(StringComparer.Ordinal))
            .SelectMany(file => ScrapedTextReader.Read(Path.GetFileName(file), File.ReadAllBytes(file)).Articles)
            .Select(article => article.Draft);

        // Some documents hold the same story.
        return
        [
            .. drafts
                .Select(draft => new Text(
                    draft.Headline,
                    draft.Language,
                    draft.Body.SelectMany(block => block.Texts).ToValueList()
                ))
                .DistinctBy(text => text.Paragraphs[0]),
        ];
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "ArticleApi.sln")))
            folder = folder.Parent ?? throw new InvalidOperationException("There is no ArticleApi.sln above.");

        return folder.FullName;
    }

    private static Text Reworded(Text text, int every)
    {
        var at = 0;
        return text with
        {
            Paragraphs =
            [
                .. text.Paragraphs.Select(paragraph =>
                    string.Join(' ', paragraph.Split(' ').Select(word => ++at % every == 0 ? $"reworded{at}" : word))
                ),
            ],
        };
    }

    private static TextSignature? SignatureOf(Text text) =>
        TextSignature.Compute(
            TokenizedText.FromArticle(
                new()
                {
                    Id = Guid.Empty,
                    Slug = "text",
                    Headline = text.Headline,
                    Language = text.Language,
                    Body = [.. text.Paragraphs.Select(paragraph => Paragraph.FromText(paragraph))],
                }
            )
        );

    private sealed record Text(string Headline, string Language, ValueList<string> Paragraphs);
}

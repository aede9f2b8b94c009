using ArticleApi.Core.Articles;
using ArticleApi.Core.NearDuplicates;
using ArticleApi.Core.Search;

namespace ArticleApi.Core.Tests.NearDuplicates;

/// <summary>What a text is recognised by.</summary>
public class TextSignatureTests
{
    [Fact]
    public void Neither_the_headline_nor_the_order_of_paragraphs_counts()
    {
        var paragraphs = Story(1, 10);

        Assert.Equal(1, Of(paragraphs).SimilarityTo(Of([.. paragraphs.Reverse()], "Another headline")));
    }

    [Fact]
    public void Other_texts_have_nothing_in_common() =>
        Assert.Equal(0, Of(Story(1, 10)).SimilarityTo(Of(Story(2, 10))));

    [Fact]
    public void Case_accents_and_inflection_do_not_count() =>
        Assert.Equal(
            1,
            Of([
                    "The ministers of Guatemala visited São Paulo on Tuesday to discuss new bridges, schools, harbours, railways, hospitals, libraries, villages, theatres and the old airports of both countries.",
                ])
                .SimilarityTo(
                    Of([
                        "the minister of guatemala visits SAO PAULO on tuesday to discuss new bridge, school, harbour, railway, hospital, library, village, theatre and the old airport of both country",
                    ])
                )
        );

    [Theory]
    [InlineData(1, 0), InlineData(10, 0), InlineData(10, 3), InlineData(10, 5), InlineData(40, 10), InlineData(40, 30)]
    public void The_estimate_is_near_the_share_of_paragraphs_kept(int paragraphs, int dropped)
    {
        var story = Story(7, paragraphs);
        var (one, other) = (Of(story), Of([.. story.Skip(dropped)]));

        Assert.InRange(
            one.SimilarityTo(other),
            (double)(paragraphs - dropped) / paragraphs - 0.15,
            (double)(paragraphs - dropped) / paragraphs + 0.15
        );
        Assert.Equal(one.SimilarityTo(other), other.SimilarityTo(one));
        Assert.True(one.LookupHashes.Intersect(other.LookupHashes).Any());
    }

    [Fact]
    public void Short_texts_have_none()
    {
        Assert.Null(
            TextSignature.Compute(
                Text([string.Join(' ', Enumerable.Range(0, TextSignature.MinWords - 1).Select(n => $"word{n}"))])
            )
        );
        Assert.NotNull(
            TextSignature.Compute(
                Text([string.Join(' ', Enumerable.Range(0, TextSignature.MinWords).Select(n => $"word{n}"))])
            )
        );
        // Words enough, but no two in one paragraph.
        Assert.Null(TextSignature.Compute(Text([.. Enumerable.Range(0, 50).Select(n => $"word{n}")])));
        Assert.Null(TextSignature.Compute(Text([])));
    }

    [Fact]
    public void What_is_stored_is_what_is_read()
    {
        var signature = Of(Story(3, 20));

        var read = TextSignature.FromBytes(signature.ToBytes());

        Assert.Equal(signature.ToBytes(), read.ToBytes());
        Assert.Equal(signature.LookupHashes, read.LookupHashes);
        Assert.Equal(TextSignature.MaxLookupHashes, signature.LookupHashes.Count);
        Assert.InRange(signature.ToBytes().Length, 1, 256);
    }

    [Fact]
    public void It_is_the_same_everywhere() =>
        Assert.Equal(
            "1EFC6506",
            Convert.ToHexString(
                Of([
                        "One two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty twenty-one.",
                    ])
                    .ToBytes()
                    .AsSpan(0, 4)
            )
        );

    // Words that no other seed has.
    private static string[] Story(int seed, int paragraphs)
    {
        var dice = new Random(seed);
        return
        [
            .. Enumerable
                .Range(0, paragraphs)
                .Select(_ => string.Join(' ', Enumerable.Range(0, 40).Select(_ => $"w{dice.Next():x}{seed}"))),
        ];
    }

    private static TextSignature Of(string[] paragraphs, string headline = "Headline") =>
        TextSignature.Compute(Text(paragraphs, headline))!;

    private static TokenizedText Text(string[] paragraphs, string headline = "Headline") =>
        TokenizedText.FromArticle(
            new()
            {
                Id = Guid.Empty,
                Slug = "text",
                Headline = headline,
                Language = "en",
                Body = [.. paragraphs.Select(paragraph => Paragraph.FromText(paragraph))],
            }
        );
}

using System.Text;
using ArticleApi.Core.Articles;
using CsCheck;

namespace ArticleApi.Core.Tests.Articles;

public class SlugTests
{
    [Theory]
    [InlineData(
        "Turkey Reaffirms Plans to Use Russian-made Missile Defense System",
        "turkey-reaffirms-plans-to-use-russian-made-missile-defense-system"
    )]
    [InlineData(
        "Over 12,300 Civilians Killed since Start of Ukraine War, UN says",
        "over-12300-civilians-killed-since-start-of-ukraine-war-un-says"
    )]
    [InlineData("Turkey’s S-400s", "turkeys-s-400s")]
    [InlineData("Đau bụng kéo dài", "đau-bụng-kéo-dài")]
    [InlineData("Rain in 2024, 25 killed", "rain-in-2024-25-killed")]
    [InlineData("export", "export-1")]
    [InlineData("01999999-0000-7000-8000-000000000000", "01999999-0000-7000-8000-000000000000-1")]
    [InlineData("—!", null)]
    [InlineData("", null)]
    public void A_headline_gives_its_slug(string headline, string? slug) =>
        Assert.Equal(slug, Slug.From(headline)?.ToString());

    [Theory]
    [InlineData("")]
    [InlineData("-rain")]
    [InlineData("rain-")]
    [InlineData("rain--lisbon")]
    [InlineData("Rain")]
    [InlineData("rain lisbon")]
    [InlineData("bulk")]
    [InlineData("01999999-0000-7000-8000-000000000000")]
    [InlineData("caq\u0307")]
    public void What_is_no_slug_does_not_parse(string text) => Assert.False(Slug.TryParse(text, out _));

    [Fact]
    public void The_slug_of_anything_parses_and_keeps_itself() =>
        Gen.String.ForAll(
            text =>
            {
                if (Slug.From(text) is not { } slug)
                    return;

                Assert.InRange(slug.ToString().Length, 1, Slug.MaxLength);
                Assert.Equal(slug, Slug.Parse(slug.ToString()));
                Assert.Equal(slug, Slug.From(slug.ToString()));
                Assert.True(slug.ToString().IsNormalized(NormalizationForm.FormC));
            },
            20_000
        );

    [Fact]
    public void A_numbered_slug_parses_whatever_its_length() =>
        Gen.Select(Gen.String[Gen.Char.AlphaNumeric, 1, 400], Gen.Int[2, 100_000])
            .ForAll(
                (text, number) =>
                {
                    var numbered = Slug.From(text)!.Value.WithNumber(number);

                    Assert.True(Slug.TryParse(numbered.ToString(), out var parsed));
                    Assert.Equal(numbered, parsed);
                    Assert.EndsWith($"-{number}", numbered.ToString(), StringComparison.Ordinal);
                }
            );
}

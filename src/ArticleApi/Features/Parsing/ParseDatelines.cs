using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using ArticleApi.Core;
using ArticleApi.Core.Ingestion;
using ArticleApi.Http;
using ArticleApi.Http.Bodies;

namespace ArticleApi.Features.Parsing;

/// <summary>First paragraphs whose datelines are to be read.</summary>
[DisplayName("Ledes")]
public sealed record LedesInput
{
    public const int MaxCount = 1_000;

    /// <summary>Each a first paragraph as printed, in up to 100,000 characters; 1 to 1,000.</summary>
    [MaxLength(MaxCount)]
    public required ValueList<string> Text { get; init; }
}

/// <summary>What was read, in the order of the texts sent.</summary>
public sealed record ParsedLedeList(IReadOnlyList<ParsedLede> Data);

/// <summary>
/// Reads the dateline that a first paragraph begins with: places, date and agency, as far as they are printed. In doubt
/// nothing is read, and nothing is stored.
/// </summary>
internal static class ParseDatelines
{
    public static JsonBytesResult<ParsedLedeList> Handle(ValidatedBody<LedesInput> body) =>
        JsonResults.Create(
            new ParsedLedeList(
                body.Value.Text.Select(text => ParsedLede.From(text, DatelineReader.ReadLede(text))).ToList()
            )
        );
}

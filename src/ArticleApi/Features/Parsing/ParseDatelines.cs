using System.ComponentModel.DataAnnotations;
using ArticleApi.Core;
using ArticleApi.Core.Articles;
using ArticleApi.Core.Datelines;
using ArticleApi.Core.Ingestion;
using ArticleApi.Http;
using ArticleApi.Intake;
using FluentValidation;

namespace ArticleApi.Features.Parsing;

/// <summary>First paragraphs whose datelines are to be read.</summary>
public sealed record Ledes
{
    public const int MaxCount = 1_000;

    /// <summary>Each a first paragraph as printed, in up to 100,000 characters; 1 to 1,000.</summary>
    [MaxLength(MaxCount)]
    public required ValueList<string> Text { get; init; }
}

/// <summary>A dateline as it was read. It has no id: nothing is stored.</summary>
/// <param name="Raw">The printed words.</param>
/// <param name="Date">As far as it is printed.</param>
/// <param name="Agency">The agency's usual short name; null where none is named.</param>
public sealed record ParsedDateline(string Raw, IReadOnlyList<PlaceDocument> Places, PartialDate? Date, string? Agency)
{
    public static ParsedDateline? Of(DatelineReading? reading) =>
        reading is null
            ? null
            : new(
                reading.Print.Raw,
                reading
                    .Facts.Places.Select(
                        (place, index) =>
                            PlaceDocument.Of(
                                place,
                                index < reading.Print.Places.Count ? reading.Print.Places[index] : null
                            )
                    )
                    .ToList(),
                reading.Facts.Date,
                reading.Facts.Agency
            );
}

/// <summary>A first paragraph and its dateline.</summary>
/// <param name="Dateline">Null where the paragraph begins with none.</param>
/// <param name="Rest">The paragraph without it; in Unicode's form NFC.</param>
/// <param name="Evidence">
/// The stretches of the paragraph that <c>dateline</c> and <c>rest</c> are; empty where there is no dateline.
/// </param>
/// <param name="Confidence">How sure the reader is, 0 to 1; null where it read nothing.</param>
public sealed record ParsedLede(
    ParsedDateline? Dateline,
    string Rest,
    IReadOnlyList<Evidence> Evidence,
    double? Confidence
)
{
    public static ParsedLede Of(string text, DatelineReading? reading) =>
        reading is null
            ? new(null, text, [], null)
            : new(ParsedDateline.Of(reading), reading.Rest ?? text, [.. EvidenceOf(text, reading)], reading.Confidence);

    private static IEnumerable<Evidence> EvidenceOf(string text, DatelineReading reading)
    {
        if (text.IndexOf(reading.Print.Raw, StringComparison.Ordinal) is >= 0 and var at)
            yield return new Evidence("dateline", at, reading.Print.Raw.Length);
        if (reading.Rest is { } rest && text.EndsWith(rest, StringComparison.Ordinal))
            yield return new Evidence("rest", text.Length - rest.Length, rest.Length);
    }
}

/// <summary>What was read, in the order of the texts sent.</summary>
public sealed record ParsedLedeList(IReadOnlyList<ParsedLede> Data);

internal sealed class LedesValidator : AbstractValidator<Ledes>
{
    public LedesValidator()
    {
        RuleFor(l => l.Text).NotEmpty().WithErrorCode("required").WithMessage("at least one text");
        RuleForEach(l => l.Text).IsFilledText(Block.MaxTextLength);
    }
}

/// <summary>
/// Reads the dateline that a first paragraph begins with: places, date and agency, as far as they are printed. In doubt
/// nothing is read, and nothing is stored.
/// </summary>
internal static class ParseDatelines
{
    public static IResult Handle(Body<Ledes> body) =>
        Answers.Of(
            new ParsedLedeList(
                body.Value.Text.Select(text => ParsedLede.Of(text, DatelineReader.ReadLede(text))).ToList()
            )
        );
}

using System.ComponentModel.DataAnnotations;
using ArticleApi.Core;
using ArticleApi.Core.Images;
using ArticleApi.Core.Ingestion;
using ArticleApi.Http;
using ArticleApi.Intake;
using FluentValidation;

namespace ArticleApi.Features.Parsing;

/// <summary>Captions to be read.</summary>
public sealed record RawCaptions
{
    public const int MaxCount = 1_000;

    /// <summary>Each as printed, credit and all, in up to 5,000 characters; 1 to 1,000.</summary>
    [MaxLength(MaxCount)]
    public required ValueList<string> Raw { get; init; }
}

/// <summary>A caption in its parts. Nothing is in here that the raw text does not hold.</summary>
/// <param name="Text">The caption without its credit and the words that mark a file photo before or after it.</param>
/// <param name="Raw">As given, in Unicode's form NFC.</param>
/// <param name="FilePhoto">True where the caption says that it is a file photo.</param>
/// <param name="Credit">Null where none is printed.</param>
/// <param name="Dateline">Where and when the picture was taken, as far as the caption says.</param>
/// <param name="Evidence">The stretches of <c>raw</c> that each part was read from.</param>
/// <param name="Confidence">How sure the reader is that it parted text and credit rightly, 0 to 1.</param>
public sealed record ParsedCaption(
    string Text,
    string Raw,
    bool FilePhoto,
    Credit? Credit,
    ParsedDateline? Dateline,
    IReadOnlyList<Evidence> Evidence,
    double Confidence
)
{
    public static ParsedCaption Of(CaptionReading reading) =>
        new(
            reading.Text,
            reading.Raw,
            reading.FilePhoto,
            reading.Credit,
            ParsedDateline.Of(reading.Dateline),
            reading.Evidence,
            reading.Confidence
        );
}

/// <summary>What was read, in the order of the texts sent.</summary>
public sealed record ParsedCaptionList(IReadOnlyList<ParsedCaption> Data);

internal sealed class RawCaptionsValidator : AbstractValidator<RawCaptions>
{
    public RawCaptionsValidator()
    {
        RuleFor(c => c.Raw).NotEmpty().WithErrorCode("required").WithMessage("at least one text");
        RuleForEach(c => c.Raw).IsFilledText(CaptionDraft.MaxTextLength);
    }
}

/// <summary>
/// Parts captions into text, credit, file-photo mark, and where and when the picture was taken, as imports and writes
/// do. Nothing is stored; what a caption does not say is null.
/// </summary>
internal static class ParseCaptions
{
    public static IResult Handle(Body<RawCaptions> body) =>
        Answers.Of(
            new ParsedCaptionList(body.Value.Raw.Select(raw => ParsedCaption.Of(CaptionReader.Read(raw))).ToList())
        );
}

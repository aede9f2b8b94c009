using ArticleApi.Core.Images;
using ArticleApi.Core.Ingestion;

namespace ArticleApi.Features.Parsing;

/// <summary>A caption in its parts. Nothing is in here that the raw text does not hold.</summary>
/// <param name="Text">
/// The caption without its credit and the words that mark a file photo before or after it; null where it says nothing
/// else.
/// </param>
/// <param name="Raw">As given, in Unicode's form NFC.</param>
/// <param name="FilePhoto">True where the caption says that it is a file photo.</param>
/// <param name="Credit">Null where none is printed.</param>
/// <param name="Dateline">Where and when the picture was taken, as far as the caption says.</param>
/// <param name="Evidence">The stretches of <c>raw</c> that each part was read from.</param>
/// <param name="Confidence">How sure the reader is that it parted text and credit rightly, 0 to 1.</param>
public sealed record ParsedCaption(
    string? Text,
    string Raw,
    bool FilePhoto,
    Credit? Credit,
    ParsedDateline? Dateline,
    IReadOnlyList<ParsedEvidence> Evidence,
    double Confidence
)
{
    public static ParsedCaption From(CaptionReading reading) =>
        new(
            reading.Text.Length > 0 ? reading.Text : null,
            reading.Raw,
            reading.FilePhoto,
            reading.Credit,
            ParsedDateline.From(reading.Dateline),
            [.. reading.Evidence.Select(ParsedEvidence.From)],
            reading.Confidence
        );
}

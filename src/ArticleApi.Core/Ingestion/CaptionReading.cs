using ArticleApi.Core.Datelines;
using ArticleApi.Core.Images;

namespace ArticleApi.Core.Ingestion;

/// <summary>A raw caption in its parts. Nothing is in here that the raw text does not hold.</summary>
/// <param name="Text">The caption without credit and file-photo marks.</param>
/// <param name="Raw">As given.</param>
/// <param name="Credit">Null where no credit is printed.</param>
/// <param name="AgencyAsPrinted">The agency as the credit spells it; null where it names none.</param>
/// <param name="Photographers">The persons the credit names, in order.</param>
/// <param name="FilePhotoEvidence">
/// The marks that say it is a file photo, such as <c>prefix:FILE PHOTO:</c>; empty where none does.
/// </param>
/// <param name="Dateline">Where and when the picture was taken, as far as the caption says.</param>
/// <param name="Evidence">The stretches of the raw text each part was read from.</param>
/// <param name="Confidence">0 to 1.</param>
public sealed record CaptionReading(
    string Text,
    string Raw,
    Credit? Credit,
    string? AgencyAsPrinted,
    ValueList<string> Photographers,
    ValueList<string> FilePhotoEvidence,
    DatelineReading? Dateline,
    ValueList<Evidence> Evidence,
    double Confidence
)
{
    public bool FilePhoto => FilePhotoEvidence.Count > 0;
}

/// <summary>A stretch of the text that a fact was read from.</summary>
/// <param name="Part">What was read, such as <c>credit</c>, <c>date</c> or <c>place</c>.</param>
/// <param name="Start">The first UTF-16 unit, from 0.</param>
public sealed record Evidence(string Part, int Start, int Length);

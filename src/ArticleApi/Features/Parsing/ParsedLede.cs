using ArticleApi.Core.Datelines;
using ArticleApi.Core.Ingestion;

namespace ArticleApi.Features.Parsing;

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
    IReadOnlyList<ParsedEvidence> Evidence,
    double? Confidence
)
{
    public static ParsedLede From(string text, DatelineReading? reading) =>
        reading is null
            ? new(null, text, [], null)
            : new(
                ParsedDateline.From(reading),
                reading.BodyRemainder ?? text,
                [.. FindEvidence(text, reading).Select(ParsedEvidence.From)],
                reading.Confidence
            );

    private static IEnumerable<Evidence> FindEvidence(string text, DatelineReading reading)
    {
        if (text.IndexOf(reading.Printed.Raw, StringComparison.Ordinal) is >= 0 and var at)
            yield return new Evidence("dateline", at, reading.Printed.Raw.Length);
        if (reading.BodyRemainder is { } rest && text.EndsWith(rest, StringComparison.Ordinal))
            yield return new Evidence("rest", text.Length - rest.Length, rest.Length);
    }
}

using ArticleApi.Core.Ingestion;

namespace ArticleApi.Features.Parsing;

/// <summary>A stretch of the text that a fact was read from.</summary>
/// <param name="Part">What was read, such as <c>credit</c>, <c>date</c> or <c>place</c>.</param>
/// <param name="Start">The first UTF-16 unit, counted from 1 as all positions are.</param>
/// <param name="Length">In UTF-16 units.</param>
public sealed record ParsedEvidence(string Part, int Start, int Length)
{
    public static ParsedEvidence From(Evidence evidence) => new(evidence.Part, evidence.Start + 1, evidence.Length);
}

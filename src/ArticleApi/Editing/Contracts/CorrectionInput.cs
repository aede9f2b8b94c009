using System.ComponentModel;
using ArticleApi.Core.Articles;

namespace ArticleApi.Editing.Contracts;

/// <summary>A correction as it is sent.</summary>
[DisplayName("CorrectionInput")]
public record CorrectionInput
{
    /// <summary>correction, clarification, update or retraction.</summary>
    public required CorrectionType Type { get; init; }

    /// <summary>What was wrong and what is right; up to 5,000 characters.</summary>
    public required string Text { get; init; }

    /// <summary>When it was put right; now where it is left out, or as it was of one that exists.</summary>
    public DateTimeOffset? At { get; init; }
}

/// <summary>A correction among all those of an article: one that exists, by <c>id</c>, or a new one.</summary>
[DisplayName("ListedCorrectionInput")]
public sealed record ListedCorrectionInput : CorrectionInput
{
    /// <summary>A correction that the article has.</summary>
    public Guid? Id { get; init; }
}

using System.ComponentModel;
using ArticleApi.Core.Images;

namespace ArticleApi.Editing.Contracts;

/// <summary>How an article uses one picture; what is left out stays.</summary>
[DisplayName("UseChange")]
public sealed record ImageUsePatch
{
    public ImageRole? Role { get; init; }

    /// <summary>From 1; the others make room.</summary>
    public int? Position { get; init; }

    /// <summary>A caption of this image; null for none.</summary>
    public Guid? CaptionId { get; init; }
}

using System.ComponentModel.DataAnnotations;
using ArticleApi.Core;
using ArticleApi.Core.Articles;

namespace ArticleApi.Editing.Contracts;

/// <summary>
/// A block as it is sent: <c>text</c> or <c>html</c> is enough; where both are sent they must say the same.
/// </summary>
public sealed record BlockInput
{
    /// <summary>paragraph, heading, quote, list or image.</summary>
    [AllowedValues("paragraph", "heading", "quote", "list", "image")]
    public required string Type { get; init; }
    public string? Text { get; init; }
    public string? Html { get; init; }

    /// <summary>A heading's level, 2 to 6.</summary>
    public int? Level { get; init; }
    public string? Cite { get; init; }
    public bool? Ordered { get; init; }

    [MaxLength(Block.MaxCount)]
    public ValueList<ListItemInput>? Items { get; init; }

    /// <summary>
    /// An image block's picture: the id of one of <c>images</c>, or <c>#n</c> for the n-th of them, from 1, where it is
    /// new.
    /// </summary>
    public string? Image { get; init; }

    /// <summary>Set by the service; ignored when sent back.</summary>
    public string? TextWithoutDateline { get; init; }
}

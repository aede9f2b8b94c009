using System.ComponentModel.DataAnnotations;
using ArticleApi.Core;
using ArticleApi.Core.Articles;

namespace ArticleApi.Editing.Contracts;

/// <summary>
/// A block as it is sent: <c>text</c> or <c>html</c> is enough; where both are sent they must say the same.
/// </summary>
public sealed record BlockInput
{
    [AllowedValues("paragraph", "heading", "quote", "pullquote", "list", "table", "image", "embed")]
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

    /// <summary>A table's heading cells.</summary>
    [MaxLength(TableBlock.MaxColumns)]
    public ValueList<TableCellInput>? Header { get; init; }

    /// <summary>A table's rows, each its cells.</summary>
    [MaxLength(TableBlock.MaxRows)]
    public ValueList<ValueList<TableCellInput>>? Rows { get; init; }

    /// <summary>An embed's address.</summary>
    public string? Url { get; init; }

    /// <summary>Told by the address; ignored when sent back.</summary>
    public string? Provider { get; init; }

    /// <summary>What an embed is.</summary>
    public string? Title { get; init; }

    /// <summary>Set by the service; ignored when sent back.</summary>
    public string? TextWithoutDateline { get; init; }
}

public sealed record ListItemInput(string? Text = null, string? Html = null, NestedListInput? List = null);

/// <summary>A list inside an item.</summary>
public sealed record NestedListInput
{
    public bool? Ordered { get; init; }

    [MaxLength(Block.MaxCount)]
    public required ValueList<ListItemInput> Items { get; init; }
}

public sealed record TableCellInput(string? Text = null, string? Html = null);

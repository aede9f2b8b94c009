using ArticleApi.Core.Articles;

namespace ArticleApi.Storage.Tables;

/// <summary>
/// How many articles of an audience use an image, caption or dateline, and what it is indexed by for them. There is a
/// row for each audience whose articles use it; what no article uses, and pictures with captions that none does, also
/// have one for the staff.
/// </summary>
public sealed class ComponentUsage
{
    public required ComponentKind Kind { get; init; }
    public required long Key { get; init; }
    public required Audience Audience { get; init; }
    public int ArticleCount { get; set; }

    /// <inheritdoc cref="ArticleHead.IndexGeneration"/>
    public int IndexGeneration { get; set; }
    public string Terms { get; set; } = "";
    public string SortValues { get; set; } = "";
}

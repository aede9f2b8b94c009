using ArticleApi.Core.Articles;

namespace ArticleApi.Storage.Tables;

/// <summary>
/// An equality filter's entry: what has this term, at this position. The key serves every such list in order.
/// </summary>
public sealed class Posting
{
    /// <summary>
    /// The first column of the key: a query names the audiences it may see, and reaches nothing else.
    /// </summary>
    public required Audience Audience { get; init; }

    /// <summary>The keyed hash of the list, the filter and its folded value, such as <c>section:world</c>.</summary>
    public required long ListId { get; init; }

    /// <summary>The article's publication key; for images, captions and datelines the row's key.</summary>
    public required long Position { get; init; }
    public required long Key { get; init; }
}

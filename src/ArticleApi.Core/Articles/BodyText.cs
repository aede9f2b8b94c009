namespace ArticleApi.Core.Articles;

/// <summary>A body as plain text: what <c>body=text</c> gives.</summary>
public static class BodyText
{
    /// <summary>A blank line between blocks; the items of a list on lines of their own.</summary>
    public static string Render(IEnumerable<Block> blocks) =>
        string.Join("\n\n", blocks.Select(block => string.Join('\n', block.Texts)).Where(text => text.Length > 0));
}

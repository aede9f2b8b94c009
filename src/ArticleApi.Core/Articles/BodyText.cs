namespace ArticleApi.Core.Articles;

/// <summary>A body as plain text: what <c>body=text</c> gives.</summary>
public static class BodyText
{
    /// <summary>
    /// A blank line between blocks; items of lists and rows of tables on lines of their own, inner items set in and
    /// cells parted by tabs. An embed is its title and address. Pull quotes are left out, whose words stand in the text
    /// already.
    /// </summary>
    public static string Render(IEnumerable<Block> blocks) =>
        string.Join("\n\n", blocks.Select(Render).Where(text => text.Length > 0));

    private static string Render(Block block) =>
        string.Join(
            '\n',
            block switch
            {
                ListBlock list => LinesOf(list.Items, ""),
                TableBlock table => (table.Header.Count > 0 ? table.Rows.Prepend(table.Header) : table.Rows).Select(
                    row => string.Join('\t', row.Select(cell => PlainText.ToSingleLine(cell.Text)))
                ),
                EmbedBlock embed => [embed.Title is null ? embed.Url : $"{embed.Title}: {embed.Url}"],
                _ => block.Texts,
            }
        );

    private static IEnumerable<string> LinesOf(ValueList<ListItem> items, string indent) =>
        items.SelectMany(item => LinesOf(item.List?.Items ?? [], indent + "  ").Prepend(indent + item.Text));
}

using System.Text.Json;
using ArticleApi.Core.Articles;
using ArticleApi.Core.Search;
using ArticleApi.Lists;

namespace ArticleApi.Features.Articles;

/// <summary>Shows documents as a representation does, with what a search found in them.</summary>
internal sealed class HighlightedRepresentation(Expression search, Representation representation, bool full)
{
    private readonly Highlighter _highlighter = new(search);

    public ReadOnlyMemory<byte> Render(byte[] document)
    {
        var article = ArticleJson.Deserialize(document);
        var shown = representation.Render(full ? document : ArticleJson.SerializeSummary(article));
        var marks = JsonSerializer.SerializeToUtf8Bytes(_highlighter.Highlight(article), ArticleJson.Options);

        return ArticlePageWriter.AppendMember(shown.Span, "highlight"u8, marks);
    }
}

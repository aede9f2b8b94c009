using System.Text.Json;
using ArticleApi.Core.Articles;
using ArticleApi.Core.Search;
using ArticleApi.Http;

namespace ArticleApi.Features.Articles;

/// <summary>Shows documents as a representation does, with what a search found in them.</summary>
internal sealed class Highlighting(Expression search, Representation representation, bool full)
{
    private readonly Highlighter _highlighter = new(search);

    public ReadOnlyMemory<byte> Of(byte[] document)
    {
        var article = ArticleJson.Read(document);
        var shown = representation.Of(full ? document : ArticleJson.Summary(article));
        var marks = JsonSerializer.SerializeToUtf8Bytes(_highlighter.Of(article), ArticleJson.Options);

        return ArticlePages.With(shown.Span, "highlight"u8, marks);
    }
}

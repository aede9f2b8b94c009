using ArticleApi.Core.Articles;

namespace ArticleApi.Core.Ingestion.Web;

/// <summary>A document that is one article: what stands before the text, a headline, the text.</summary>
internal static class TextArticleReader
{
    /// <param name="head">Parts the text into headline and body, given whether one is looked for.</param>
    /// <param name="read">
    /// Reads the body, its pictures and what is wrong with it, given the address that others are relative to.
    /// </param>
    public static DocumentParseResult Read(
        string document,
        byte[] bytes,
        Func<string, bool, (string? Headline, string Body)> head,
        Func<string, PictureList, Uri?, DocumentParseContext, ValueList<Block>> read
    )
    {
        var taking = new DocumentParseContext(document);
        var source = DecodedText.DecodeProse(document, bytes);
        taking.AddDiagnostics(source.Diagnostics);
        if (source.Text is null)
            return taking.ToResult();

        var (front, text) = FrontMatter.Read(
            PlainText
                .Clean(source.Text)
                .Replace("\r\n", "\n", StringComparison.Ordinal)
                .Replace('\r', '\n')
                .TrimStart('\uFEFF'),
            taking
        );
        if (front.IsRefused)
            return taking.ToResult();
        if (string.IsNullOrWhiteSpace(text))
        {
            taking.AddError(null, "The file holds no text.");
            return taking.ToResult();
        }

        var lines = text.AsSpan().Count('\n') + 1;
        text = string.Join('\n', text.Split('\n').SkipWhile(string.IsNullOrWhiteSpace));
        var first = front.NextLine + lines - (text.AsSpan().Count('\n') + 1);
        var (headline, body) = head(text, front.Headline is null);
        if (front.Headline is not null)
            (headline, body) = (front.Headline, headline == front.Headline ? body : text);
        var pictures = new PictureList();
        foreach (var image in front.Images)
            pictures.Add(image);

        var blocks = read(body, pictures, front.Url is null ? null : new Uri(front.Url), taking);
        if (headline is null)
        {
            taking.AddError(first, "The text has no headline.");
            return taking.ToResult();
        }

        var draft = DraftEnricher.Complete(
            front.ToDraft(headline, blocks),
            new(front.Language) { Dateline = printed => StatedFields.ChooseDateline(front.Dateline, printed) }
        );
        pictures.ReportLeftOut(taking, first);
        taking.AddArticle(
            new(pictures.Illustrate(draft), first, front.NextLine + lines - 1, null)
            {
                Status = front.Status,
                Item =
                    front.ExternalId is null || front.Publisher is null
                        ? null
                        : SourceItem.Create(front.Publisher, front.ExternalId, null),
                Extras = front.Extras.ToValueList(),
            }
        );
        return taking.ToResult();
    }
}

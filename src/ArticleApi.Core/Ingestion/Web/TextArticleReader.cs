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
        var context = new DocumentParseContext(document);
        var source = DecodedText.DecodeProse(document, bytes);
        context.AddDiagnostics(source.Diagnostics);
        if (source.Text is null)
            return context.ToResult();

        var (front, text) = FrontMatterReader.Read(
            PlainText
                .Clean(source.Text)
                .Replace("\r\n", "\n", StringComparison.Ordinal)
                .Replace('\r', '\n')
                .TrimStart('\uFEFF'),
            context
        );
        if (front.IsRefused)
            return context.ToResult();
        if (string.IsNullOrWhiteSpace(text))
        {
            context.AddError(null, "The file holds no text.");
            return context.ToResult();
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

        var blocks = read(body, pictures, front.Url is null ? null : new Uri(front.Url), context);
        if (headline is null)
        {
            context.AddError(first, "The text has no headline.");
            return context.ToResult();
        }

        var draft = DraftEnricher.Complete(
            front.ToDraft(headline, blocks),
            new(front.Language) { Dateline = printed => StatedFields.ChooseDateline(front.Dateline, printed) }
        );
        pictures.ReportLeftOut(context, first);
        context.AddArticle(
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
        return context.ToResult();
    }
}

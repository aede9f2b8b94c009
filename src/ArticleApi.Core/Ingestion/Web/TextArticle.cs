using ArticleApi.Core.Articles;

namespace ArticleApi.Core.Ingestion.Web;

/// <summary>A document that is one article: what stands before the text, a headline, the text.</summary>
internal static class TextArticle
{
    /// <param name="head">Parts the text into headline and body, given whether one is looked for.</param>
    /// <param name="read">
    /// Reads the body, its pictures and what is wrong with it, given the address that others are relative to.
    /// </param>
    public static DocumentReading Read(
        string document,
        byte[] bytes,
        Func<string, bool, (string? Headline, string Body)> head,
        Func<string, Pictures, Uri?, Taking, ValueList<Block>> read
    )
    {
        var taking = new Taking(document);
        var source = SourceText.DecodeProse(document, bytes);
        taking.Add(source.Complaints);
        if (source.Text is null)
            return taking.Reading();

        var (front, text) = FrontMatter.Read(
            PlainText
                .Clean(source.Text)
                .Replace("\r\n", "\n", StringComparison.Ordinal)
                .Replace('\r', '\n')
                .TrimStart('\uFEFF'),
            taking
        );
        if (front.IsRefused)
            return taking.Reading();
        if (string.IsNullOrWhiteSpace(text))
        {
            taking.Refuse(null, "The file holds no text.");
            return taking.Reading();
        }

        var lines = text.AsSpan().Count('\n') + 1;
        text = string.Join('\n', text.Split('\n').SkipWhile(string.IsNullOrWhiteSpace));
        var first = front.NextLine + lines - (text.AsSpan().Count('\n') + 1);
        var (headline, body) = front.Headline is null
            ? head(text, true)
            : (
                front.Headline,
                Body: head(text, false) is var parted && parted.Headline == front.Headline ? parted.Body : text
            );
        var pictures = new Pictures();
        foreach (var image in front.Images)
            pictures.Add(image);

        var blocks = read(body, pictures, front.Url is null ? null : new Uri(front.Url), taking);
        if (headline is null)
        {
            taking.Refuse(first, "The text has no headline.");
            return taking.Reading();
        }

        var draft = WebDraft.Complete(front.Draft(headline, blocks), front.Language, pictures);
        pictures.Complain(taking, first);
        taking.Take(
            new(draft, first, front.NextLine + lines - 1, null)
            {
                Status = front.Status,
                Item =
                    front.ExternalId is null || front.Publisher is null
                        ? null
                        : Taking.Item(front.Publisher, front.ExternalId, null),
                Extras = front.Extras.ToValueList(),
            }
        );
        return taking.Reading();
    }
}

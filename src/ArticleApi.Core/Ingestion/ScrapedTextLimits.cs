using System.Globalization;
using ArticleApi.Core.Articles;
using ArticleApi.Core.Images;

namespace ArticleApi.Core.Ingestion;

/// <summary>The domain's limits, asked of an article before it becomes a draft.</summary>
internal static class ScrapedTextLimits
{
    /// <summary>The first limit that the article breaks, and the line; null where it keeps them all.</summary>
    public static (int Line, string Message)? FindViolation(ScrapedTextArticle article)
    {
        if (article.Body.Count == 0)
            return (article.Headline.Number, "The article has a headline and no text.");
        if (article.Body.Count > Block.MaxCount)
            return (
                article.Body[Block.MaxCount].Number,
                CountMessage("paragraphs", article.Body.Count, Block.MaxCount)
            );
        if (article.Captions.Count > Article.MaxImages)
            return (
                article.Captions[Article.MaxImages].Number,
                CountMessage("captions", article.Captions.Count, Article.MaxImages)
            );

        return CheckLength("headline", article.Headline, Article.MaxHeadlineLength)
            ?? CheckLength("author's name", article.Author, Label.MaxNameLength)
            ?? CheckLength("line about the author", article.AboutAuthor, Byline.MaxRoleLength)
            ?? article
                .Captions.Select(line => CheckLength("caption", line, CaptionDraft.MaxTextLength))
                .FirstOrDefault(broken => broken is not null)
            ?? article
                .Body.Select(line => CheckLength("paragraph", line, Block.MaxTextLength))
                .FirstOrDefault(broken => broken is not null);
    }

    private static (int, string)? CheckLength(string what, ScrapedTextLine? line, int max) =>
        line is { } printed && printed.Text.Length > max
            ? (
                printed.Number,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"The {what} has {printed.Text.Length:N0} characters; at most {max:N0} are taken."
                )
            )
            : null;

    private static string CountMessage(string what, int count, int max) =>
        string.Create(CultureInfo.InvariantCulture, $"The article has {count:N0} {what}; at most {max:N0} are taken.");
}

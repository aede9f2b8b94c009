using System.Globalization;
using ArticleApi.Core.Articles;
using ArticleApi.Core.Images;

namespace ArticleApi.Core.Ingestion;

/// <summary>The domain's limits, asked of an article before it becomes a draft.</summary>
internal static class SeedLimits
{
    /// <summary>The first limit that the article breaks, and the line; null where it keeps them all.</summary>
    public static (int Line, string Message)? Broken(SeedArticle article)
    {
        if (article.Body.Count == 0)
            return (article.Headline.Number, "The article has a headline and no text.");
        if (article.Body.Count > Block.MaxCount)
            return (article.Body[Block.MaxCount].Number, Message("paragraphs", article.Body.Count, Block.MaxCount));
        if (article.Captions.Count > Article.MaxImages)
            return (
                article.Captions[Article.MaxImages].Number,
                Message("captions", article.Captions.Count, Article.MaxImages)
            );

        return TooLong("headline", article.Headline, Article.MaxHeadlineLength)
            ?? TooLong("author's name", article.Author, Label.MaxNameLength)
            ?? TooLong("line about the author", article.About, Byline.MaxRoleLength)
            ?? article
                .Captions.Select(line => TooLong("caption", line, CaptionDraft.MaxTextLength))
                .FirstOrDefault(broken => broken is not null)
            ?? article
                .Body.Select(line => TooLong("paragraph", line, Block.MaxTextLength))
                .FirstOrDefault(broken => broken is not null);
    }

    private static (int, string)? TooLong(string what, SeedLine? line, int max) =>
        line is { } printed && printed.Text.Length > max
            ? (
                printed.Number,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"The {what} has {printed.Text.Length:N0} characters; at most {max:N0} are taken."
                )
            )
            : null;

    private static string Message(string what, int count, int max) =>
        string.Create(CultureInfo.InvariantCulture, $"The article has {count:N0} {what}; at most {max:N0} are taken.");
}

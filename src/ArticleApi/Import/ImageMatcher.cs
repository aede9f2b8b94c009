using ArticleApi.Core;
using ArticleApi.Core.Articles;
using ArticleApi.Core.Images;
using ArticleApi.Editing;

namespace ArticleApi.Import;

/// <summary>Finds again the pictures that an article shows among those of a later version of it.</summary>
internal sealed class ImageMatcher(TrackedRows rows, DatelineInterner datelines, TimeProvider clock)
{
    /// <summary>
    /// The pictures of the later version. One that the article shows already stays the picture it is, so that what else
    /// shows it is mended too.
    /// </summary>
    public async Task<List<ImageUse>> MatchAsync(
        Article article,
        ValueList<ImageDraft> drafts,
        CancellationToken cancellation
    )
    {
        var uses = new List<ImageUse>(drafts.Count);
        var unmatched = article.Images.ToList();
        foreach (var draft in drafts)
        {
            var shown =
                unmatched.Find(use => draft.Facts.Href is { } href && use.Image.Facts.Href == href)
                ?? unmatched.Find(use => use.Image.Facts == draft.Facts && use.Caption?.Text == draft.Caption?.Text);
            if (shown is null)
            {
                uses.Add(await rows.AddImageUseAsync(draft, cancellation));
                continue;
            }

            unmatched.Remove(shown);
            shown.Image.Replace(draft.Facts, clock.GetUtcNow());
            uses.Add(ImageUse.Create(shown.Image, await ReplaceCaptionAsync(shown, draft, cancellation), draft.Role));
        }

        return uses;
    }

    private async Task<Caption?> ReplaceCaptionAsync(ImageUse shown, ImageDraft draft, CancellationToken cancellation)
    {
        if (draft.Caption is not { } text)
            return null;
        if (shown.Caption is not { } caption)
            return await rows.AddCaptionAsync(text, shown.Image, cancellation);

        caption.Replace(text, await datelines.InternAsync(text.Dateline, cancellation), clock.GetUtcNow());
        return caption;
    }
}

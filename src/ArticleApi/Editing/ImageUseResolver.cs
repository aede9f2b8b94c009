using ArticleApi.Auth;
using ArticleApi.Core.Images;
using ArticleApi.Core.Ingestion;
using ArticleApi.Core.Rejections;
using ArticleApi.Editing.Contracts;
using ArticleApi.Storage;
using Microsoft.EntityFrameworkCore;

namespace ArticleApi.Editing;

/// <summary>
/// The pictures a request names or describes, as uses in order. It is rejected where an image or caption does not exist
/// for the caller, or a caption is of another image.
/// </summary>
internal sealed class ImageUseResolver(ArticleDb db, TrackedRows rows)
{
    /// <summary>
    /// All pictures of an article. At most one leads: the one that is sent as lead, or else the one that led before and
    /// is still shown, or else the first.
    /// </summary>
    public async Task<(IReadOnlyList<ImageUse> Uses, Rejection? Rejection)> ResolveAsync(
        IReadOnlyList<ImageUseInput> inputs,
        ImageUseContext context,
        CancellationToken cancellation
    )
    {
        var leads = inputs.Index().Where(each => each.Item.Role == ImageRole.Lead).ToList();
        if (leads.Count > 1)
            return ([], RejectSecondLead(leads[1].Index));

        var led = context.Shown.FirstOrDefault(use => use.Role == ImageRole.Lead)?.Image.Id;
        var hasLead = leads.Count > 0 || inputs.Any(input => input is { Id: { } id, Role: null } && id == led);
        var uses = new List<ImageUse>();
        var unnamed = context.Shown.Where(use => inputs.All(input => input.Id != use.Image.Id)).ToList();
        foreach (var (index, input) in inputs.Index())
        {
            var usual = index == 0 && !hasLead ? ImageRole.Lead : ImageRole.Inline;
            if (FindSame(input, $"/images/{index}", context, unnamed) is { } same)
            {
                unnamed.Remove(same);
                uses.Add(ImageUse.Create(same.Image, same.Caption, input.Role ?? usual));
                continue;
            }

            var (use, rejection) = await ResolveAsync(input, $"/images/{index}", usual, context, cancellation);
            if (rejection is not null)
                return ([], rejection);
            uses.Add(use!);
        }

        return (leads is [var lead] ? SetLead(uses, uses[lead.Index]) : uses, null);
    }

    /// <param name="pointer">Where the picture stands in the body.</param>
    /// <param name="usual">The role where none is sent; inline gives way to the one that the picture has.</param>
    public async Task<(ImageUse? Use, Rejection? Rejection)> ResolveAsync(
        ImageUseInput input,
        string pointer,
        ImageRole usual,
        ImageUseContext context,
        CancellationToken cancellation
    )
    {
        var draft = input.Caption?.Id is null
            ? input.Caption?.ToDraft(context.Has(pointer + "/caption/dateline"), context.Language)
            : null;
        if (input is { Id: null, Caption.Id: { } other })
            return (null, Missing(pointer + "/caption/id", other, "a new caption: the image is new, and has none yet"));
        if (input.Id is not { } id)
            return (await rows.AddImageUseAsync(new(input.ToFacts(), draft, input.Role ?? usual), cancellation), null);

        var image = await db.ImagesVisibleTo(context.Caller).FirstOrDefaultAsync(row => row.Id == id, cancellation);
        if (image is null)
            return (null, Missing(pointer + "/id", id, "an image that exists"));

        var shown = context.Shown.FirstOrDefault(use => use.ImageKey == image.Key);
        var role = input.Role ?? (usual == ImageRole.Inline && shown is not null ? shown.Role : usual);
        if (draft is not null)
            return (ImageUse.Create(image, await rows.AddCaptionAsync(draft, image, cancellation), role), null);
        if (input.Caption?.Id is not { } captionId)
            return (ImageUse.Create(image, await ChooseCaptionAsync(), role), null);

        var caption = await db.CaptionsVisibleTo(context.Caller)
            .Include(row => row.Dateline)
            .FirstOrDefaultAsync(row => row.Id == captionId && row.ImageKey == image.Key, cancellation);
        return caption is null
            ? (null, Missing(pointer + "/caption/id", captionId, "a caption of this image"))
            : (ImageUse.Create(image, caption, role), null);

        async Task<Caption?> ChooseCaptionAsync()
        {
            if (context.Has(pointer + "/caption"))
                return null;

            return shown is null ? await FindUsualCaptionAsync(image, context, cancellation) : shown.Caption;
        }
    }

    // A system that sends an article again knows no ids: a picture that is described as it is here is that picture.
    private static ImageUse? FindSame(
        ImageUseInput input,
        string pointer,
        ImageUseContext context,
        IEnumerable<ImageUse> unnamed
    )
    {
        var isTold = input is { Href: not null } or { Caption: { Raw: not null } or { Text: not null } };
        if (!isTold || input is not { Id: null, Caption: null or { Id: null } })
            return null;

        var facts = input.ToFacts();
        var caption = input.Caption?.ToDraft(context.Has(pointer + "/caption/dateline"), context.Language);
        return unnamed.FirstOrDefault(use =>
            use.Image.Facts == facts
            && (
                caption is null
                || (use.Caption?.Language, use.Caption?.Text, use.Caption?.Raw)
                    == (caption.Language, caption.Text, caption.Raw)
            )
        );
    }

    /// <summary>The same pictures, of which this one leads and no other.</summary>
    public static IReadOnlyList<ImageUse> SetLead(IReadOnlyList<ImageUse> uses, ImageUse lead) =>
        [
            .. uses.Select(use =>
                ReferenceEquals(use, lead) || use.Role != ImageRole.Lead
                    ? use
                    : ImageUse.Create(use.Image, use.Caption, ImageRole.Inline)
            ),
        ];

    /// <summary>
    /// The only caption of a picture or, of several, the newest in the article's language; null where there is none.
    /// </summary>
    private async Task<Caption?> FindUsualCaptionAsync(
        Image image,
        ImageUseContext context,
        CancellationToken cancellation
    )
    {
        var captions = db.CaptionsVisibleTo(context.Caller)
            .Include(row => row.Dateline)
            .Where(row => row.ImageKey == image.Key)
            .OrderByDescending(row => row.Key);

        return await captions.Take(2).ToListAsync(cancellation) switch
        {
            [] => null,
            [var only] => only,
            _ when context.Language == LanguageDetector.Unknown => null,
            _ => await captions.FirstOrDefaultAsync(row => row.Language == context.Language, cancellation),
        };
    }

    private static Rejection RejectSecondLead(int index) =>
        Rejection.Invalid(
            InputError.Member($"/images/{index}/role", "lead", "second-lead", "lead for one picture at most")
        );

    private static Rejection Missing(string pointer, Guid id, string allowed) =>
        Rejection.Invalid(InputError.Member(pointer, id.ToString(), "does-not-exist", allowed));
}

using ArticleApi.Auth;
using ArticleApi.Core.Articles;
using ArticleApi.Core.Rejections;
using ArticleApi.Editing.Contracts;
using ArticleApi.Log;
using ArticleApi.Storage;
using ArticleApi.Storage.Tables;

namespace ArticleApi.Editing;

/// <summary>What can be done with an article, whoever asks: a request of its own, or a line among many.</summary>
internal sealed class ArticleEditor(
    ArticleDb db,
    ArticleReader reader,
    ArticleLog log,
    ArticleWriter writer,
    TrackedRows rows,
    SlugAllocator slugs,
    DatelineInterner datelines,
    ImageUseResolver images,
    CorrectionEditor corrections,
    ExternalIds externalIds,
    LabelResolver labels,
    SentBodyReader bodies,
    TimeProvider clock
)
{
    /// <param name="mustOwnExternalId">Whether it is not made where another article has its external id.</param>
    public async Task<WriteResult<StoredArticle>> CreateAsync(
        Submission<NewArticleInput> sent,
        WriteContext write,
        CancellationToken cancellation,
        bool mustOwnExternalId = false
    )
    {
        if (sent.Input.Status == NewArticleStatus.Published && !write.Caller.HasScope(Scopes.Publish))
            return new Rejection(
                RejectionReason.Forbidden,
                $"Publishing takes the scope {Scopes.Publish}.",
                InputError.Member("/status", "published", "not-yours", "draft")
            )
            {
                MissingScope = Scopes.Publish,
            };

        var (input, renamed, disagreement) = await labels.ResolveAsync(sent.Input, null, write.Caller, cancellation);
        if (disagreement is not null)
            return disagreement;

        var (body, unreadable) = bodies.Read(input, []);
        if (unreadable is not null)
            return unreadable;

        var (draft, tooMuch) = input.ToDraft(body!.Blocks, sent.Has);
        if (tooMuch is not null)
            return tooMuch;
        if (await db.CheckLinksAsync(draft!.RelatedLinks, null, write.Caller, cancellation) is { } nowhere)
            return nowhere;

        var (told, unknown) = corrections.Resolve(sent.Input.Corrections ?? [], []);
        if (unknown is not null)
            return unknown;
        draft = draft with { Corrections = told };
        var shown = sent with { Input = sent.Input with { Images = body.Images } };

        WriteResult<StoredArticle> result = CommitRejections.SlugTaken(null);
        await WriteRetry.RunAsync(async () =>
        {
            result = await TryCreateAsync(shown, draft, write, mustOwnExternalId, cancellation);
            // A derived slug may be taken between the look and the leap; then the next number is tried.
            return draft.Slug is not null
                || result
                    is not WriteResult<StoredArticle>.Rejected { Rejection.Reason: RejectionReason.DuplicateSlug };
        });
        return result.WithWarnings([.. renamed, .. body.Warnings]);
    }

    /// <param name="read">What was sent, once the article's document that it changes is known.</param>
    public Task<WriteResult<StoredArticle>> ReplaceAsync(
        Guid id,
        Func<byte[], Submission<ArticleInput>> read,
        WriteContext write,
        CancellationToken cancellation,
        bool isVersionRequired = true
    ) =>
        writer.ChangeAsync(
            id,
            write,
            isVersionRequired,
            seen => ReplaceAsync(seen, read, write, cancellation),
            cancellation
        );

    private async Task<WriteResult<StoredArticle>> ReplaceAsync(
        StoredArticle seen,
        Func<byte[], Submission<ArticleInput>> read,
        WriteContext write,
        CancellationToken cancellation
    )
    {
        var sent = read(seen.Document!);
        var article = await writer.LoadWithImagesAsync(seen, cancellation);
        var (input, renamed, disagreement) = await labels.ResolveAsync(sent.Input, article, write.Caller, cancellation);
        if (disagreement is not null)
            return disagreement;

        var (body, unreadable) = bodies.Read(input, [.. article.Images]);
        if (unreadable is not null)
            return unreadable;

        var (draft, tooMuch) = input.ToDraft(body!.Blocks, sent.Has);
        if (tooMuch is not null)
            return tooMuch;
        if (await db.CheckLinksAsync(draft!.RelatedLinks, article, write.Caller, cancellation) is { } nowhere)
            return nowhere;

        var now = clock.GetUtcNow();
        if (!write.Caller.CanMoveVisibility(article) && article.FindChangedVisibilityMember(draft, now) is { } moved)
            return new Rejection(
                RejectionReason.Forbidden,
                $"Moving when readers have a published article takes the scope {Scopes.Publish}.",
                InputError.Member("/" + moved, null, "not-yours", moved + " as it is")
            )
            {
                MissingScope = Scopes.Publish,
            };

        if (sent.Input.Corrections is { } listed)
        {
            var (told, unknown) = corrections.Resolve(listed, article.Corrections);
            if (unknown is not null)
                return unknown;
            draft = draft with { Corrections = told };
        }

        var cause = (draft.Corrections ?? article.Corrections).SequenceEqual(article.Corrections)
            ? ChangeCause.Edited
            : ChangeCause.Corrected;
        var slug = await ChooseSlugAsync(article, draft, cancellation);
        if (slug != article.Slug && !await slugs.TryReserveAsync(slug, article.Id, cancellation))
            return CommitRejections.SlugTaken(slug.ToString());

        var claimed = ImportIdentity.ClaimedBy(article);
        article.Replace(draft, slug, await datelines.InternAsync(draft.Dateline, cancellation), now);
        var (uses, missing) = await images.ResolveAsync(
            body.Images,
            new(write.Caller, sent.Has, draft.Language, article.Images),
            cancellation
        );
        if (missing is not null)
            return missing;

        article.SetImages(uses);
        if (article.IsPublished && article.MissingMembers is { Count: > 0 } empty)
            return RejectUnfinished(empty);

        await externalIds.MoveAsync(claimed, article, cancellation);
        var written = await writer.CommitAsync(seen, new(write.Caller.Actor, cause), write, cancellation);
        return written.WithWarnings([.. renamed, .. body.Warnings]);
    }

    /// <param name="publishedAt">When it was first published; null for what the article says, or now.</param>
    public Task<WriteResult<StoredArticle>> PublishAsync(
        Guid id,
        DateTimeOffset? publishedAt,
        WriteContext write,
        CancellationToken cancellation
    ) =>
        ChangeStatusAsync(
            id,
            article => article.Publish(publishedAt, clock.GetUtcNow()),
            new(write.Caller.Actor, ChangeCause.Published),
            write,
            cancellation
        );

    /// <summary>Makes the article that a source has under an id of its own, or replaces it.</summary>
    /// <param name="create">What was sent, as a new article.</param>
    /// <param name="replace">The same, once the article's document that it changes is known.</param>
    /// <returns>What was written, and whether it was made.</returns>
    public async Task<(WriteResult<StoredArticle> Result, bool IsNew)> PutAsync(
        (string Publisher, string ExternalId) source,
        Func<Submission<NewArticleInput>> create,
        Func<byte[], Submission<ArticleInput>> replace,
        WriteContext write,
        CancellationToken cancellation
    )
    {
        var taken = ExternalIdTaken(source.ExternalId);
        var (result, isNew) = ((WriteResult<StoredArticle>)taken, false);
        await WriteRetry.RunAsync(async () =>
        {
            var known = await externalIds.FindAsync(source.Publisher, source.ExternalId, cancellation);
            isNew = known is null;
            if (isNew && write.Expected.Stated is not null)
            {
                result = write.Expected.Conflict(null);
                return true;
            }

            result = known is { } id
                ? await ReplaceAsync(id, replace, write, cancellation, isVersionRequired: false)
                : await CreateAsync(create(), write, cancellation, mustOwnExternalId: true);
            // Another request may have made it meanwhile: then it is replaced.
            return result is not WriteResult<StoredArticle>.Rejected { Rejection: var rejection }
                || rejection.Detail != taken.Detail;
        });
        return (result, isNew);
    }

    public async Task<WriteResult<StoredArticle>> WithdrawAsync(
        Guid id,
        Withdrawal withdrawal,
        WriteContext write,
        CancellationToken cancellation
    )
    {
        if (await reader.CheckReplacementAsync(withdrawal, id, write.Caller, cancellation) is { } irreplaceable)
            return irreplaceable;

        return await ChangeStatusAsync(
            id,
            article => article.Withdraw(),
            new(write.Caller.Actor, ChangeCause.Withdrawn, withdrawal.Reason, withdrawal.ReplacedBy),
            write,
            cancellation
        );
    }

    /// <param name="reason">Told to readers and partners.</param>
    public Task<WriteResult<StoredArticle>> DeleteAsync(
        Guid id,
        string? reason,
        WriteContext write,
        CancellationToken cancellation
    ) =>
        writer.ChangeAsync(
            id,
            write,
            isVersionRequired: true,
            async seen =>
            {
                var article = await writer.LoadAsync(seen, cancellation);
                if (article.IsPublished && !write.Caller.HasScope(Scopes.Publish))
                    return new Rejection(
                        RejectionReason.Forbidden,
                        $"Deleting a published article takes the scope {Scopes.Publish}."
                    )
                    {
                        MissingScope = Scopes.Publish,
                    };

                db.Articles.Remove(article);
                return await writer.CommitAsync(
                    seen,
                    new(write.Caller.Actor, ChangeCause.Deleted, reason),
                    write,
                    cancellation
                );
            },
            cancellation
        );

    private async Task<WriteResult<StoredArticle>> TryCreateAsync(
        Submission<NewArticleInput> sent,
        ArticleDraft draft,
        WriteContext write,
        bool mustOwnExternalId,
        CancellationToken cancellation
    )
    {
        var slug = draft.Slug ?? await slugs.AllocateAsync(slugs.Derive(draft.Headline), cancellation);
        if (draft.Slug is not null && await slugs.IsTakenAsync(slug, cancellation))
            return CommitRejections.SlugTaken(slug.ToString());

        var (uses, missing) = await images.ResolveAsync(
            sent.Input.Images ?? [],
            new(write.Caller, sent.Has, draft.Language, []),
            cancellation
        );
        if (missing is not null)
            return missing;

        var publish = sent.Input.Status == NewArticleStatus.Published;
        var article = await rows.AddArticleAsync(draft, slug, uses, cancellation);
        if (publish && article.Publish(null, clock.GetUtcNow()) is { } error)
            return new Rejection(
                RejectionReason.Conflict,
                error.Detail,
                InputError.Member("/status", "published", error.Code, error.Detail)
            );

        if (!await externalIds.TryClaimAsync(article, cancellation) && mustOwnExternalId)
        {
            await log.AbandonAsync();
            return ExternalIdTaken(article.ExternalId);
        }

        return await writer.CommitAsync(
            article.Id,
            new(write.Caller.Actor, publish ? ChangeCause.Published : ChangeCause.Created),
            write,
            cancellation
        );
    }

    private static Rejection ExternalIdTaken(string? externalId) =>
        new(
            RejectionReason.Conflict,
            "Another article has this external id.",
            InputError.Member("/externalId", externalId, "taken", "an id that the publisher has no article of here")
        );

    // A draft without a headline has a slug that only stands in for one.
    private async Task<Slug> ChooseSlugAsync(Article article, ArticleDraft draft, CancellationToken cancellation)
    {
        var slug = draft.Slug ?? article.Slug;

        return
            slug == article.Slug
            && article is { Headline: "", IsPublished: false }
            && draft.Headline.Length > 0
            && SlugAllocator.IsStandIn(slug)
            ? await slugs.AllocateAsync(slugs.Derive(draft.Headline), cancellation)
            : slug;
    }

    private static Rejection RejectUnfinished(IReadOnlyList<string> members) =>
        new(
            RejectionReason.Invalid,
            "A published article has a headline and a text.",
            [.. members.Select(name => InputError.Member("/" + name, null, "empty", "a text that is not empty"))]
        );

    /// <param name="step">A step in an article's life; the domain may refuse it.</param>
    private Task<WriteResult<StoredArticle>> ChangeStatusAsync(
        Guid id,
        Func<Article, DomainError?> step,
        CommitMetadata change,
        WriteContext write,
        CancellationToken cancellation
    ) =>
        writer.ChangeAsync(
            id,
            write,
            isVersionRequired: false,
            async seen =>
            {
                var article = await writer.LoadAsync(seen, cancellation);
                if (step(article) is { } error)
                    return new Rejection(
                        RejectionReason.Conflict,
                        error.Detail,
                        InputError.Address("id", id.ToString(), error.Code, error.Detail)
                    );

                return await writer.CommitAsync(seen, change, write, cancellation);
            },
            cancellation
        );
}

using System.Globalization;
using ArticleApi.Auth;
using ArticleApi.Core;
using ArticleApi.Core.Articles;
using ArticleApi.Core.Rejections;
using ArticleApi.Editing.Contracts;
using ArticleApi.Log;

namespace ArticleApi.Editing;

/// <summary>What readers are told of an article's mistakes, one by one or all at once.</summary>
internal sealed class CorrectionEditor(ArticleWriter writer, TimeProvider clock)
{
    /// <summary>All corrections of an article, as they are sent with it.</summary>
    /// <param name="known">Those that it has.</param>
    public (ValueList<Correction> Corrections, Rejection? Rejection) Resolve(
        IReadOnlyList<ListedCorrectionInput> inputs,
        ValueList<Correction> known
    )
    {
        var resolved = new List<Correction>(inputs.Count);
        foreach (var (index, input) in inputs.Index())
        {
            var before = input.Id is { } named
                ? known.FirstOrDefault(correction => correction.Id == named)
                : FindSame(input, known.Except(resolved));
            if (input.Id is { } id && (before is null || resolved.Exists(other => other.Id == id)))
                return (
                    [],
                    Rejection.Invalid(
                        InputError.Member(
                            string.Create(CultureInfo.InvariantCulture, $"/corrections/{index}/id"),
                            id.ToString(),
                            "does-not-exist",
                            "a correction that the article has, once; leave it out for a new one"
                        )
                    )
                );

            resolved.Add(Create(input, before));
        }

        return (resolved.ToValueList(), null);
    }

    // A system that sends an article again knows no ids: what is told as it is told already is the same.
    private static Correction? FindSame(CorrectionInput input, IEnumerable<Correction> known) =>
        known.FirstOrDefault(correction =>
            correction.Type == input.Type
            && correction.Text == input.Text
            && (input.At is null || correction.At == input.At)
        );

    public Task<WriteResult<StoredArticle>> AddAsync(
        Guid id,
        CorrectionInput input,
        WriteContext write,
        CancellationToken cancellation
    ) => EditAsync(id, known => ([.. known, Create(input, null)], null), write, isVersionRequired: false, cancellation);

    public Task<WriteResult<StoredArticle>> ReplaceAsync(
        Guid id,
        Guid correctionId,
        CorrectionInput input,
        WriteContext write,
        CancellationToken cancellation
    ) =>
        EditAsync(
            id,
            known =>
                Has(known, correctionId)
                    ? (known.Select(own => own.Id == correctionId ? Create(input, own) : own).ToValueList(), null)
                    : ([], NotThere(correctionId)),
            write,
            isVersionRequired: true,
            cancellation
        );

    public Task<WriteResult<StoredArticle>> RemoveAsync(
        Guid id,
        Guid correctionId,
        WriteContext write,
        CancellationToken cancellation
    ) =>
        EditAsync(
            id,
            known =>
                Has(known, correctionId)
                    ? (known.Where(own => own.Id != correctionId).ToValueList(), null)
                    : ([], NotThere(correctionId)),
            write,
            isVersionRequired: true,
            cancellation
        );

    private Task<WriteResult<StoredArticle>> EditAsync(
        Guid id,
        Func<ValueList<Correction>, (ValueList<Correction> Corrections, Rejection? Rejection)> edit,
        WriteContext write,
        bool isVersionRequired,
        CancellationToken cancellation
    ) =>
        writer.ChangeAsync(
            id,
            write,
            isVersionRequired,
            async seen =>
            {
                var article = await writer.LoadAsync(seen, cancellation);
                var (corrections, wrong) = edit(article.Corrections);
                if (wrong is not null)
                    return wrong;
                if (corrections.Count > Correction.MaxCount)
                    return new Rejection(
                        RejectionReason.Conflict,
                        $"An article has up to {Correction.MaxCount} corrections."
                    );

                article.SetCorrections(corrections);
                return await writer.CommitAsync(
                    seen,
                    new(write.Caller.Actor, ChangeCause.Corrected),
                    write,
                    cancellation
                );
            },
            cancellation
        );

    private Correction Create(CorrectionInput input, Correction? before)
    {
        var now = clock.GetUtcNow();

        return new(
            before?.Id ?? Guid.CreateVersion7(now),
            input.Type,
            input.Text,
            InstantParser.TruncateToMilliseconds(input.At ?? before?.At ?? now)
        );
    }

    private static bool Has(ValueList<Correction> known, Guid id) => known.Any(own => own.Id == id);

    private static Rejection NotThere(Guid id) =>
        new(
            RejectionReason.NotFound,
            "The article has no such correction.",
            InputError.Address("correctionId", id.ToString(), "does-not-exist", "a correction that the article has")
        );
}

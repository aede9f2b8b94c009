using System.ComponentModel.DataAnnotations;
using System.Text.Json.Nodes;
using ArticleApi.Core.Articles;
using ArticleApi.Core.Datelines;
using ArticleApi.Http;
using ArticleApi.Intake;
using ArticleApi.Log;
using ArticleApi.Storage;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace ArticleApi.Features.Datelines;

/// <summary>The facts of a dateline.</summary>
public sealed record DatelineFactsInput
{
    [MaxLength(DatelineFacts.MaxPlaces)]
    public Core.ValueList<FactsPlaceInput>? Places { get; init; }
    public PartialDate? Date { get; init; }
    public string? Agency { get; init; }

    public DatelineInput Dateline =>
        new()
        {
            Places = Places is null
                ? null
                : new(
                    Places.Select(place => new PlaceInput
                    {
                        Locality = place.Locality,
                        Region = place.Region,
                        Country = place.Country,
                        CountryCode = place.CountryCode,
                    })
                ),
            Date = Date,
            Agency = Agency,
        };
}

/// <param name="CountryCode">ISO 3166-1 alpha-2; found by the country's name where it is left out.</param>
public sealed record FactsPlaceInput(
    string? Locality = null,
    string? Region = null,
    string? Country = null,
    string? CountryCode = null
);

internal sealed class DatelineFactsInputValidator : AbstractValidator<DatelineFactsInput>
{
    public DatelineFactsInputValidator() =>
        RuleFor(d => d.Dateline).SetValidator(new DatelineInputValidator()).OverridePropertyName("");
}

/// <summary>A page of datelines under any filters. Without a key, only those that a published article uses.</summary>
internal static class ListDatelines
{
    public static Task<IResult> Handle(
        HttpContext context,
        Caller caller,
        ArticleDb db,
        ComponentPages pages,
        CancellationToken cancellation
    ) =>
        pages.Answer(
            context,
            caller,
            DatelineLists.Shape,
            ComponentKind.Dateline,
            ids =>
                db.Datelines.Where(row => ids.Contains(row.Id))
                    .ToDictionaryAsync(row => row.Id, row => row.Key, cancellation),
            keys =>
                db.Datelines.AsNoTracking()
                    .Where(row => keys.Contains(row.Key))
                    .ToDictionaryAsync(row => row.Key, DatelineResource.Of, cancellation),
            cancellation
        );
}

/// <summary>A dateline by id. Without a key, only one that a published article uses.</summary>
internal static class GetDateline
{
    public static async Task<IResult> Handle(
        Guid id,
        HttpContext context,
        Caller caller,
        ArticleDb db,
        ComponentPages pages,
        CancellationToken cancellation
    )
    {
        var dateline = await db.Datelines.AsNoTracking().FirstOrDefaultAsync(row => row.Id == id, cancellation);

        return !await pages.Sees(caller, ComponentKind.Dateline, dateline?.Key, cancellation) || dateline is null
            ? Items.NotFound("dateline", id)
            : Items.Answer(context, DatelineResource.Of(dateline), dateline.Revision);
    }
}

/// <summary>A new dateline. Facts that exist already are refused, naming the row that has them.</summary>
internal static class CreateDateline
{
    public static async Task<IResult> Handle(
        Body<DatelineFactsInput> body,
        HttpContext context,
        Caller caller,
        ArticleDb db,
        ArticleLog log,
        CancellationToken cancellation
    )
    {
        var facts = body.Value.Dateline.Facts();
        if (await db.Existing(facts, cancellation) is { } existing)
            return existing;

        var dateline = db.Datelines.Add(Dateline.From(facts)).Entity;
        var committed = await log.Commit(new(caller.Actor, Cause.Created), cancellation);
        return Items.Refused(committed, context, ProblemTypes.DuplicateDateline)
            ?? Items.Answer(
                context,
                DatelineResource.Of(dateline),
                dateline.Revision,
                null,
                StatusCodes.Status201Created,
                context.Request.PathBase + Links.Dateline(dateline.Id)
            );
    }

    public static async Task<Problem?> Existing(this ArticleDb db, DatelineFacts facts, CancellationToken cancellation)
    {
        var identity = Dateline.IdentityOf(facts);
        var id = await db
            .Datelines.Where(row => row.Identity == identity)
            .Select(row => (Guid?)row.Id)
            .FirstOrDefaultAsync(cancellation);

        return id is null
            ? null
            : new(ProblemTypes.DuplicateDateline, "The same facts are one dateline; this one exists already.")
            {
                Extensions = new JsonObject { ["existing"] = Links.Dateline(id.Value) },
            };
    }
}

/// <summary>Mends a dateline's facts for every article and caption that uses them.</summary>
internal static class ReplaceDateline
{
    private static readonly string[] SetByService = ["id"];

    public static async Task<IResult> Handle(
        Guid id,
        JsonBody body,
        HttpContext context,
        Caller caller,
        ArticleDb db,
        ComponentPages pages,
        ArticleLog log,
        CancellationToken cancellation
    )
    {
        var dateline = await db.Datelines.FirstOrDefaultAsync(row => row.Id == id, cancellation);
        if (!await pages.Sees(caller, ComponentKind.Dateline, dateline?.Key, cancellation) || dateline is null)
            return Items.NotFound("dateline", id);
        if (Conditional.Hold(context.Request, dateline.Revision) is { } held)
            return held;

        var sent = Items.Replacement(context, body, DatelineResource.Of(dateline), SetByService);
        var facts = Bodies.Read<DatelineFactsInput>(sent.Object, context.RequestServices).Dateline.Facts();
        if (Dateline.IdentityOf(facts) != dateline.Identity && await db.Existing(facts, cancellation) is { } existing)
            return existing;
        if (!dateline.Replace(facts))
            return Items.Answer(context, DatelineResource.Of(dateline), dateline.Revision);

        var committed = await log.Commit(new(caller.Actor, Cause.DatelineChanged), cancellation);
        return Items.Refused(committed, context, ProblemTypes.DuplicateDateline)
            ?? Items.Answer(context, DatelineResource.Of(dateline), dateline.Revision, null, job: committed.Job);
    }
}

/// <summary>Deletes a dateline that nothing uses.</summary>
internal static class DeleteDateline
{
    public static async Task<IResult> Handle(
        Guid id,
        HttpContext context,
        Caller caller,
        ArticleDb db,
        ComponentPages pages,
        ArticleLog log,
        CancellationToken cancellation
    )
    {
        var dateline = await db.Datelines.FirstOrDefaultAsync(row => row.Id == id, cancellation);
        if (!await pages.Sees(caller, ComponentKind.Dateline, dateline?.Key, cancellation) || dateline is null)
            return Items.NotFound("dateline", id);
        if (Conditional.Hold(context.Request, dateline.Revision) is { } held)
            return held;
        if (await db.UsedBy(caller, db.By(ComponentKind.Dateline, dateline.Key), cancellation) is { } used)
            return used;
        if (
            await db
                .Captions.Where(row => row.DatelineKey == dateline.Key)
                .Select(row => (Guid?)row.Id)
                .FirstOrDefaultAsync(cancellation) is
            { } caption
        )
            return new Problem(ProblemTypes.InUse, $"Used by the caption {Links.Caption(caption)}; change that first.");

        db.Datelines.Remove(dateline);
        var committed = await log.Commit(new(caller.Actor, Cause.Deleted), cancellation);
        return Items.Refused(committed, context, ProblemTypes.Conflict) ?? Results.NoContent();
    }
}

/// <summary>The articles that a dateline is printed in or under a picture of, newest first.</summary>
internal static class ListDatelineArticles
{
    public static readonly ListShape Shape = new(
        "datelineArticles",
        "",
        [],
        [],
        [("publishedAt", null)],
        typeof(ArticleDocument),
        []
    );

    public static readonly IReadOnlyList<Parameter> Parameters =
    [
        ListShape.Limit,
        ListShape.CursorParameter,
        ListShape.Fields,
    ];

    public static async Task<IResult> Handle(
        Guid id,
        HttpContext context,
        Caller caller,
        ArticleDb db,
        ComponentPages components,
        Pages pages,
        CancellationToken cancellation
    )
    {
        var dateline = await db.Datelines.AsNoTracking().FirstOrDefaultAsync(row => row.Id == id, cancellation);
        if (dateline is null || !await components.Sees(caller, ComponentKind.Dateline, dateline.Key, cancellation))
            return Items.NotFound("dateline", id);

        // The dateline is part of the list's name, so that a cursor of another one's articles is refused.
        var asked = ListQuery.Of(context, Shape with { Name = $"{Shape.Name} {id}" });
        var query = asked with
        {
            Conditions = asked.Conditions with
            {
                Groups =
                [
                    [Filing.Term("usesDateline", id.ToString())],
                ],
            },
        };
        var (found, documents) = await pages.Of(
            query.Ask(caller, new HashSet<long>()),
            query.After,
            query.Limit,
            false,
            cancellation
        );
        var next = query.Token(found.Next);
        return ArticlePages.Answer(context, documents, query.Fields, new(query.Limit, next, next is not null));
    }
}

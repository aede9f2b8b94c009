using System.Text.Json;
using ArticleApi.Core.Articles;
using ArticleApi.Log;
using ArticleApi.Storage;
using Microsoft.EntityFrameworkCore;

namespace ArticleApi.Http;

/// <summary>
/// What lists of images, captions and datelines share: found by the log's filing, shown from their rows.
/// </summary>
internal sealed class ComponentPages(ArticleDb db, Finder finder, Asking asking, Searches searches)
{
    /// <param name="ids">The rows' keys by public id.</param>
    /// <param name="show">The rows of these keys, shown.</param>
    public async Task<IResult> Answer<T>(
        HttpContext context,
        Caller caller,
        ListShape shape,
        ComponentKind kind,
        Func<IReadOnlyList<Guid>, Task<Dictionary<Guid, long>>> ids,
        Func<IReadOnlyList<long>, Task<Dictionary<long, T>>> show,
        CancellationToken cancellation
    )
    {
        var query = ListQuery.Of(context, shape);
        if (query.Ids.Count > 0)
            return await ById(query, caller, kind, ids, show, cancellation);

        var exclude = query.Exclude.Count == 0 ? [] : (await ids(query.Exclude)).Values.ToHashSet();
        var question = query.Ask(caller, exclude, await asking.Search(query, caller, cancellation));
        return question.IsPlain && !query.CountAll
            ? await FindAsync(cancellation)
            : await searches.RunAsync(FindAsync, question.Search is not null, cancellation);

        async Task<IResult> FindAsync(CancellationToken token)
        {
            var found = await finder.Find(question, query.After, query.Limit, token);
            var keys = found.Rows.Select(row => row.Key).ToList();
            var next = query.Token(found.Next);
            var count = query.CountAll
                ? await finder.Count(question, caller.HasKey ? int.MaxValue : ListShape.MostCounted, token)
                : default;
            var page = new PageInfo(query.Limit, next, next is not null)
            {
                Incomplete = found.Incomplete ? true : null,
                Total = query.CountAll ? count.Count : null,
                Capped = query.CountAll ? count.Capped : null,
            };

            return Compose(query, keys, await show(keys), page, null) with
            {
                Links = next is null ? [] : [$"<{Links.Page(context.Request, next)}>; rel=\"next\""],
            };
        }
    }

    /// <summary>Whether the caller may see a row: open callers only while a public article uses it.</summary>
    /// <param name="key">
    /// Null where there is no such row: it is asked for all the same, so that what is missing takes as long as what is
    /// hidden.
    /// </param>
    public Task<bool> Sees(Caller caller, ComponentKind kind, long? key, CancellationToken cancellation)
    {
        var asked = key ?? 0;

        return db.ShowingsSeenBy(caller, kind).AnyAsync(row => row.Key == asked, cancellation);
    }

    private async Task<IResult> ById<T>(
        ListQuery query,
        Caller caller,
        ComponentKind kind,
        Func<IReadOnlyList<Guid>, Task<Dictionary<Guid, long>>> ids,
        Func<IReadOnlyList<long>, Task<Dictionary<long, T>>> show,
        CancellationToken cancellation
    )
    {
        var keys = await ids(query.Ids);
        var seen = await db.ShowingsSeenBy(caller, kind)
            .Where(row => keys.Values.Contains(row.Key))
            .Select(row => row.Key)
            .ToHashSetAsync(cancellation);
        var present = query.Ids.Where(id => keys.TryGetValue(id, out var key) && seen.Contains(key)).ToList();
        var missing = query.Ids.Except(present).Select(id => new MissingItem(id, 404, null)).ToList();

        return Compose(
            query,
            present.ConvertAll(id => keys[id]),
            await show(present.ConvertAll(id => keys[id])),
            new(query.Ids.Count, null, false),
            missing
        );
    }

    private static BytesAnswer Compose<T>(
        ListQuery query,
        IReadOnlyList<long> keys,
        Dictionary<long, T> rows,
        PageInfo page,
        IReadOnlyList<MissingItem>? missing
    )
    {
        using var result = new MemoryStream();
        using (var writer = new Utf8JsonWriter(result, new JsonWriterOptions { Encoder = ArticleJson.Options.Encoder }))
        {
            writer.WriteStartObject();
            writer.WriteStartArray("data");
            foreach (var row in keys.Where(rows.ContainsKey).Select(key => rows[key]))
            {
                if (query.Fields is null)
                    JsonSerializer.Serialize(writer, row, ArticleJson.Options);
                else
                    query.Fields.Cut(JsonSerializer.SerializeToUtf8Bytes(row, ArticleJson.Options), writer);
            }

            writer.WriteEndArray();
            writer.WritePropertyName("page");
            JsonSerializer.Serialize(writer, page, ArticleJson.Options);
            if (missing is not null)
            {
                writer.WritePropertyName("missing");
                JsonSerializer.Serialize(writer, missing, ArticleJson.Options);
            }

            writer.WriteEndObject();
        }

        return new BytesAnswer(result.ToArray(), Answers.Json);
    }
}

/// <summary>Why an id that was asked for is not in the list.</summary>
/// <param name="Status">404, or 410 where it was withdrawn or deleted.</param>
public sealed record MissingItem(Guid Id, int Status, string? Reason);

internal static class SeenComponents
{
    /// <summary>
    /// The images, captions or datelines that articles which the caller may see show; for the staff also those that
    /// none shows.
    /// </summary>
    public static IQueryable<Showing> ShowingsSeenBy(this ArticleDb db, Caller caller, ComponentKind kind) =>
        db.Showings.Where(row => row.Kind == kind && caller.Audiences.Contains(row.Audience));

    public static IQueryable<Core.Images.Image> ImagesSeenBy(this ArticleDb db, Caller caller)
    {
        var shown = db.ShowingsSeenBy(caller, ComponentKind.Image);

        return db.Images.Where(row => shown.Any(showing => showing.Key == row.Key));
    }

    public static IQueryable<Core.Images.Caption> CaptionsSeenBy(this ArticleDb db, Caller caller)
    {
        var shown = db.ShowingsSeenBy(caller, ComponentKind.Caption);

        return db.Captions.Where(row => shown.Any(showing => showing.Key == row.Key));
    }
}

using ArticleApi.Core.Articles;
using ArticleApi.Core.Images;
using ArticleApi.Core.Search;
using ArticleApi.Index.FullText;
using ArticleApi.Storage;
using ArticleApi.Storage.Tables;
using Microsoft.EntityFrameworkCore;

namespace ArticleApi.Index.Usage;

/// <summary>What an image, caption or dateline is filed under, for each audience that it is filed for.</summary>
/// <param name="Words">What it is searched by; null for images, which are not.</param>
internal sealed record ComponentIndexDocument(IReadOnlyDictionary<Audience, IndexDocument> For, TokenizedText? Words);

/// <summary>
/// Files components for the audiences whose articles use them, and for the staff where no article does. A picture is
/// filed for each with the captions that its articles show: nobody finds it by a caption that only drafts use.
/// </summary>
internal sealed class ComponentIndexDocuments(ArticleDb db, IndexTokenizer indexing)
{
    private readonly Dictionary<long, IReadOnlyCollection<Audience>> _captions = [];

    private IQueryable<Caption> Captions => db.Captions.AsNoTracking().Include(caption => caption.Dateline);

    /// <param name="uses">By how many articles each is used, by audience.</param>
    public async Task<IReadOnlyDictionary<long, ComponentIndexDocument>> ForCaptionsAsync(
        IReadOnlyDictionary<long, int[]> uses,
        CancellationToken cancellation
    )
    {
        foreach (var (key, by) in uses)
            _captions[key] = AudiencesOf(by);
        var captions = await Captions.Where(caption => uses.Keys.Contains(caption.Key)).ToListAsync(cancellation);

        return captions.ToDictionary(
            caption => caption.Key,
            caption => ForAudiences(IndexDocument.From(caption), indexing.Tokenize(caption), uses[caption.Key])
        );
    }

    /// <summary>To be asked after the captions, some of which may change with their pictures.</summary>
    /// <inheritdoc cref="ForCaptionsAsync"/>
    public async Task<IReadOnlyDictionary<long, ComponentIndexDocument>> ForImagesAsync(
        IReadOnlyDictionary<long, int[]> uses,
        CancellationToken cancellation
    )
    {
        var images = await db
            .Images.AsNoTracking()
            .Where(image => uses.Keys.Contains(image.Key))
            .ToListAsync(cancellation);
        var captions = await Captions.Where(caption => uses.Keys.Contains(caption.ImageKey)).ToListAsync(cancellation);
        await FindAudiencesOfAsync(captions, cancellation);
        var byImage = captions.ToLookup(caption => caption.ImageKey);

        return images.ToDictionary(
            image => image.Key,
            image => ForImage(image, [.. byImage[image.Key]], AudiencesOf(uses[image.Key]))
        );
    }

    /// <inheritdoc cref="ForCaptionsAsync"/>
    public async Task<IReadOnlyDictionary<long, ComponentIndexDocument>> ForDatelinesAsync(
        IReadOnlyDictionary<long, int[]> uses,
        CancellationToken cancellation
    )
    {
        var datelines = await db
            .Datelines.AsNoTracking()
            .Where(dateline => uses.Keys.Contains(dateline.Key))
            .ToListAsync(cancellation);

        return datelines.ToDictionary(
            dateline => dateline.Key,
            dateline => ForAudiences(IndexDocument.From(dateline), indexing.Tokenize(dateline), uses[dateline.Key])
        );
    }

    private ComponentIndexDocument ForImage(Image image, List<Caption> captions, IReadOnlyCollection<Audience> users)
    {
        var audiences = captions.Exists(caption => _captions[caption.Key].Contains(Audience.Staff))
            ? users.Append(Audience.Staff).Distinct()
            : users;

        return new(
            audiences.ToDictionary(
                audience => audience,
                audience =>
                    IndexDocument.From(image, [.. captions.Where(caption => _captions[caption.Key].Contains(audience))])
            ),
            null
        );
    }

    private async Task FindAudiencesOfAsync(List<Caption> captions, CancellationToken cancellation)
    {
        var unknown = captions.Select(caption => caption.Key).Where(key => !_captions.ContainsKey(key)).ToList();
        if (unknown.Count == 0)
            return;

        var rows = (
            await db
                .ComponentUsages.AsNoTracking()
                .Where(row => row.Kind == ComponentKind.Caption && unknown.Contains(row.Key))
                .Select(row => new { row.Key, row.Audience })
                .ToListAsync(cancellation)
        ).ToLookup(row => row.Key, row => row.Audience);
        foreach (var key in unknown)
            _captions[key] = [.. rows[key]];
    }

    private static ComponentIndexDocument ForAudiences(IndexDocument filing, TokenizedText words, int[] uses) =>
        new(AudiencesOf(uses).ToDictionary(audience => audience, _ => filing), words);

    private static IReadOnlyCollection<Audience> AudiencesOf(int[] uses) =>
        Array.TrueForAll(uses, count => count == 0)
            ? [Audience.Staff]
            : [.. Enum.GetValues<Audience>().Where(audience => uses[(int)audience] > 0)];
}

using ArticleApi.Core.Articles;
using ArticleApi.Core.Images;
using ArticleApi.Core.Search;
using ArticleApi.Index.Fields;
using ArticleApi.Index.FullText;
using ArticleApi.Storage;
using ArticleApi.Storage.Tables;
using Microsoft.EntityFrameworkCore;

namespace ArticleApi.Index.Usage;

/// <summary>What an image, caption or dateline is indexed under, for each audience that it is indexed for.</summary>
/// <param name="Words">What it is searched by; null for images, which are not.</param>
internal sealed record ComponentDescription(IReadOnlyDictionary<Audience, IndexDocument> For, TokenizedText? Words);

/// <summary>
/// Describes components for the audiences whose articles use them, and for the staff where no article does. A picture
/// is described for each with the captions that its articles show: nobody finds it by a caption that only drafts use.
/// </summary>
internal sealed class ComponentDescriber(
    ArticleDb db,
    IndexTokenizer tokenizer,
    IReadOnlyDictionary<ComponentRef, NewDateline> newDatelines
)
{
    private readonly Dictionary<long, IReadOnlyCollection<Audience>> _captions = [];

    private IQueryable<Caption> Captions => db.Captions.AsNoTracking().Include(caption => caption.Dateline);

    /// <summary>To be asked for captions before images, which hang on who is shown their captions.</summary>
    /// <param name="uses">By how many articles each is used, by audience.</param>
    public async Task<IReadOnlyDictionary<long, ComponentDescription>> DescribeAsync(
        ComponentKind kind,
        IReadOnlyDictionary<long, int[]> uses,
        CancellationToken cancellation
    )
    {
        var found = new Dictionary<long, ComponentDescription>(uses.Count);
        foreach (var (key, counts) in uses)
        {
            if (newDatelines.TryGetValue(new(kind, key), out var described))
                found.Add(key, ForAudiences(described.Document, described.Words, counts));
        }

        foreach (var keys in uses.Keys.Where(key => !found.ContainsKey(key)).Chunk(ArticleDb.MaxKeysPerQuery))
        {
            var some = kind switch
            {
                ComponentKind.Caption => DescribeCaptionsAsync(keys, uses, cancellation),
                ComponentKind.Image => DescribeImagesAsync(keys, uses, cancellation),
                _ => DescribeDatelinesAsync(keys, uses, cancellation),
            };
            foreach (var (key, description) in await some)
                found.Add(key, description);
        }

        return found;
    }

    /// <summary>For whom a component is there that so many articles of each audience use.</summary>
    public static IReadOnlyCollection<Audience> AudiencesOf(int[] uses) =>
        Array.TrueForAll(uses, count => count == 0)
            ? [Audience.Staff]
            : [.. Enum.GetValues<Audience>().Where(audience => uses[(int)audience] > 0)];

    private async Task<Dictionary<long, ComponentDescription>> DescribeCaptionsAsync(
        long[] keys,
        IReadOnlyDictionary<long, int[]> uses,
        CancellationToken cancellation
    )
    {
        foreach (var key in keys)
            _captions[key] = AudiencesOf(uses[key]);
        var captions = await Captions.Where(caption => keys.Contains(caption.Key)).ToListAsync(cancellation);

        return captions.ToDictionary(
            caption => caption.Key,
            caption =>
                ForAudiences(CaptionIndexFields.Describe(caption), tokenizer.Tokenize(caption), uses[caption.Key])
        );
    }

    private async Task<Dictionary<long, ComponentDescription>> DescribeImagesAsync(
        long[] keys,
        IReadOnlyDictionary<long, int[]> uses,
        CancellationToken cancellation
    )
    {
        var images = await db.Images.AsNoTracking().Where(image => keys.Contains(image.Key)).ToListAsync(cancellation);
        var captions = await Captions.Where(caption => keys.Contains(caption.ImageKey)).ToListAsync(cancellation);
        await FindAudiencesOfAsync(captions, cancellation);
        var byImage = captions.ToLookup(caption => caption.ImageKey);

        return images.ToDictionary(
            image => image.Key,
            image => ForImage(image, [.. byImage[image.Key]], AudiencesOf(uses[image.Key]))
        );
    }

    private async Task<Dictionary<long, ComponentDescription>> DescribeDatelinesAsync(
        long[] keys,
        IReadOnlyDictionary<long, int[]> uses,
        CancellationToken cancellation
    )
    {
        var datelines = await db
            .Datelines.AsNoTracking()
            .Where(dateline => keys.Contains(dateline.Key))
            .ToListAsync(cancellation);

        return datelines.ToDictionary(
            dateline => dateline.Key,
            dateline =>
                ForAudiences(DatelineIndexFields.Describe(dateline), tokenizer.Tokenize(dateline), uses[dateline.Key])
        );
    }

    private ComponentDescription ForImage(Image image, List<Caption> captions, IReadOnlyCollection<Audience> users)
    {
        var audiences = captions.Exists(caption => _captions[caption.Key].Contains(Audience.Staff))
            ? users.Append(Audience.Staff).Distinct()
            : users;

        return new(
            audiences.ToDictionary(
                audience => audience,
                audience =>
                    ImageIndexFields.Describe(
                        image,
                        captions.Where(caption => _captions[caption.Key].Contains(audience))
                    )
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

    private static ComponentDescription ForAudiences(IndexDocument document, TokenizedText words, int[] uses) =>
        new(AudiencesOf(uses).ToDictionary(audience => audience, _ => document), words);
}

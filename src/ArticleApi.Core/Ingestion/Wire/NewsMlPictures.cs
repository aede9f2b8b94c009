using System.Xml.Linq;

namespace ArticleApi.Core.Ingestion.Wire;

/// <summary>Which pictures of a NewsML-G2 message belong to which of its stories.</summary>
internal sealed class NewsMlPictures
{
    private readonly Dictionary<XElement, List<XElement>> _ofStory = [];
    private readonly HashSet<XElement> _shown = [];
    private readonly HashSet<(XElement Story, XElement Picture)> _pairs = [];
    private readonly Dictionary<string, XElement> _stories;
    private readonly Dictionary<string, XElement> _pictures;

    public NewsMlPictures(IEnumerable<XElement> packages, IEnumerable<XElement> items, IEnumerable<XElement> stories)
    {
        _stories = ById(stories);
        _pictures = ById(
            items.Where(item =>
                NewsMlItem.ClassOf(item) is "picture" or "graphic"
                && WireStatuses.Of(NewsMlItem.StatusesOf(item)) is WireStatus.Unsaid or WireStatus.Usable
            )
        );

        // A story names its pictures, a picture its story.
        foreach (var (id, item) in _stories.Concat(_pictures))
        {
            foreach (var other in References(item))
                Show(id, other);
        }

        foreach (var package in packages)
        {
            var named = package
                .Below("itemRef")
                .Select(reference => reference.Value("residref"))
                .OfType<string>()
                .ToList();
            // The first text leads the package.
            if (named.Find(_stories.ContainsKey) is not { } story)
                continue;
            foreach (var picture in named)
                Show(story, picture);
        }
    }

    public IReadOnlyList<XElement> Of(XElement story) => _ofStory.GetValueOrDefault(story) ?? [];

    public bool IsShown(XElement picture) => _shown.Contains(picture);

    private void Show(string one, string other)
    {
        var story = _stories.GetValueOrDefault(one) ?? _stories.GetValueOrDefault(other);
        var picture = _pictures.GetValueOrDefault(other) ?? _pictures.GetValueOrDefault(one);
        if (story is null || picture is null)
            return;

        if (!_ofStory.TryGetValue(story, out var pictures))
            _ofStory.Add(story, pictures = []);
        if (_pairs.Add((story, picture)))
            pictures.Add(picture);
        _shown.Add(picture);
    }

    private static IEnumerable<string> References(XElement item) =>
        item.One("itemMeta")
            .All("link")
            .Concat(item.One("contentSet")?.Elements() ?? [])
            .Concat(item.Below("media-reference"))
            .SelectMany(link => new[] { link.Value("residref"), link.Value("source") })
            .OfType<string>();

    // Of several versions the last one sent; only one of them will be kept.
    private static Dictionary<string, XElement> ById(IEnumerable<XElement> items)
    {
        var byId = new Dictionary<string, XElement>(StringComparer.Ordinal);
        foreach (var item in items)
        {
            if (item.Value("guid") is { } id)
                byId[id] = item;
        }

        return byId;
    }
}

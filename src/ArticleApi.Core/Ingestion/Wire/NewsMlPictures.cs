using System.Xml.Linq;

namespace ArticleApi.Core.Ingestion.Wire;

/// <summary>Which pictures of a NewsML-G2 message belong to which of its stories.</summary>
internal sealed class NewsMlPictures
{
    private readonly Dictionary<XElement, List<XElement>> _picturesByStory = [];
    private readonly HashSet<XElement> _shown = [];
    private readonly HashSet<(XElement Story, XElement Picture)> _pairs = [];
    private readonly Dictionary<string, XElement> _stories;
    private readonly Dictionary<string, XElement> _pictures;

    public NewsMlPictures(IEnumerable<XElement> packages, IEnumerable<XElement> items, IEnumerable<XElement> stories)
    {
        _stories = IndexById(stories);
        _pictures = IndexById(
            items.Where(item =>
                NewsMlItem.ClassOf(item) is "picture" or "graphic"
                && WireStatusParser.Parse(NewsMlItem.StatusesOf(item)) is WireStatus.Unspecified or WireStatus.Usable
            )
        );

        // A story names its pictures, a picture its story.
        foreach (var (id, item) in _stories.Concat(_pictures))
        {
            foreach (var other in ReferencesOf(item))
                Link(id, other);
        }

        foreach (var package in packages)
        {
            var named = package
                .DescendantsNamed("itemRef")
                .Select(reference => reference.GetAttribute("residref"))
                .OfType<string>()
                .ToList();
            // The first text leads the package.
            if (named.Find(_stories.ContainsKey) is not { } story)
                continue;
            foreach (var picture in named)
                Link(story, picture);
        }
    }

    public IReadOnlyList<XElement> ForStory(XElement story) => _picturesByStory.GetValueOrDefault(story) ?? [];

    public bool IsShown(XElement picture) => _shown.Contains(picture);

    private void Link(string one, string other)
    {
        var story = _stories.GetValueOrDefault(one) ?? _stories.GetValueOrDefault(other);
        var picture = _pictures.GetValueOrDefault(other) ?? _pictures.GetValueOrDefault(one);
        if (story is null || picture is null)
            return;

        if (!_picturesByStory.TryGetValue(story, out var pictures))
            _picturesByStory.Add(story, pictures = []);
        if (_pairs.Add((story, picture)))
            pictures.Add(picture);
        _shown.Add(picture);
    }

    private static IEnumerable<string> ReferencesOf(XElement item) =>
        item.Child("itemMeta")
            .Children("link")
            .Concat(item.Child("contentSet")?.Elements() ?? [])
            .Concat(item.DescendantsNamed("media-reference"))
            .SelectMany(link => new[] { link.GetAttribute("residref"), link.GetAttribute("source") })
            .OfType<string>();

    // Of several versions the last one sent; only one of them will be kept.
    private static Dictionary<string, XElement> IndexById(IEnumerable<XElement> items)
    {
        var byId = new Dictionary<string, XElement>(StringComparer.Ordinal);
        foreach (var item in items)
        {
            if (item.GetAttribute("guid") is { } id)
                byId[id] = item;
        }

        return byId;
    }
}

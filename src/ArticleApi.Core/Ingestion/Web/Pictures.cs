using ArticleApi.Core.Articles;
using ArticleApi.Core.Images;

namespace ArticleApi.Core.Ingestion.Web;

/// <summary>An article's pictures in order, each once, however often the document names it.</summary>
internal sealed class Pictures
{
    private readonly List<Picture> _all = [];
    private readonly Dictionary<string, int> _byHref = new(StringComparer.Ordinal);

    private int _beyond;
    private int _unreachable;

    public int Count => _all.Count;

    /// <returns>Where it stands among the pictures, from 0; null where it is not taken.</returns>
    public int? Add(Picture picture)
    {
        if (picture.SaysNothing)
            return null;
        if (picture.Href is { } href && _byHref.TryGetValue(href, out var known))
        {
            _all[known] = _all[known].With(picture);
            return known;
        }

        if (_all.Count == Article.MaxImages)
        {
            _beyond++;
            return null;
        }

        if (picture.Href is not null)
            _byHref.Add(picture.Href, _all.Count);
        _all.Add(picture);
        return _all.Count - 1;
    }

    /// <summary>One that the document names by an address that leads nowhere from here.</summary>
    public void LeaveOut() => _unreachable++;

    /// <summary>What is left out, and why.</summary>
    public void Complain(Taking taking, int? line)
    {
        if (_beyond > 0)
            taking.Warn(
                line,
                $"There are {Article.MaxImages + _beyond} pictures; those beyond {Article.MaxImages} are left out."
            );
        if (_unreachable > 0)
            taking.Warn(line, $"Pictures without an absolute http or https address: {_unreachable} are left out.");
    }

    public ValueList<ImageDraft> Drafts(string around) =>
        _all.Select((picture, index) => picture.Draft(around, index == 0 ? ImageRole.Lead : ImageRole.Inline))
            .ToValueList();
}

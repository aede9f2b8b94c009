using ArticleApi.Core.Articles;
using ArticleApi.Core.Images;

namespace ArticleApi.Core.Ingestion.Web;

/// <summary>An article's pictures in order, each once, however often the document names it.</summary>
internal sealed class PictureList
{
    private readonly List<PictureDraft> _pictures = [];
    private readonly Dictionary<string, int> _byHref = new(StringComparer.Ordinal);

    private int _overLimit;
    private int _unreachableCount;

    public int Count => _pictures.Count;

    /// <returns>Where it stands among the pictures, from 0; null where it is not taken.</returns>
    public int? Add(PictureDraft picture)
    {
        if (picture.IsEmpty)
            return null;
        if (picture.Href is { } href && _byHref.TryGetValue(href, out var known))
        {
            _pictures[known] = _pictures[known].FillFrom(picture);
            return known;
        }

        if (_pictures.Count == Article.MaxImages)
        {
            _overLimit++;
            return null;
        }

        if (picture.Href is not null)
            _byHref.Add(picture.Href, _pictures.Count);
        _pictures.Add(picture);
        return _pictures.Count - 1;
    }

    /// <summary>One that the document names by an address that leads nowhere from here.</summary>
    public void CountUnreachable() => _unreachableCount++;

    /// <summary>What is left out, and why.</summary>
    public void ReportLeftOut(DocumentParseContext context, int? line)
    {
        if (_overLimit > 0)
            context.AddWarning(
                line,
                $"There are {Article.MaxImages + _overLimit} pictures; those beyond {Article.MaxImages} are left out."
            );
        if (_unreachableCount > 0)
            context.AddWarning(
                line,
                $"Pictures without an absolute http or https address: {_unreachableCount} are left out."
            );
    }

    /// <summary>The draft with its pictures, whose captions most likely share its language.</summary>
    public ArticleDraft Illustrate(ArticleDraft draft) => draft with { Images = ToImageDrafts(draft.Language) };

    private ValueList<ImageDraft> ToImageDrafts(string around) =>
        _pictures.Select((picture, index) => picture.ToImageDraft(around, index)).ToValueList();
}

using ArticleApi.Core.Articles;
using ArticleApi.Core.Datelines;
using ArticleApi.Core.Images;
using ArticleApi.Core.Search;

namespace ArticleApi.Storage;

/// <summary>What becomes of one entry of the full-text index.</summary>
/// <param name="List">Empty for articles, <c>caption/</c> and <c>dateline/</c> for the rest.</param>
/// <param name="Audience">Each audience has an index of its own, so that an open search cannot reach the rest even by mistake.</param>
/// <param name="Position">The article's timeline; for captions and datelines the row's key.</param>
/// <param name="Was">Whether something was indexed there.</param>
/// <param name="Old">What it was. Captions' and datelines' indexes know themselves; that of the articles keeps no contents and forgets only what it is told.</param>
/// <param name="New">What is indexed now; null for nothing.</param>
internal sealed record SearchEntry(string List, Audience Audience, long Position, bool Was, SearchText? Old, SearchText? New);

/// <summary>The tables of the full-text index: one for each list and audience, named the same on both databases.</summary>
internal static class SearchIndex
{
    public const string Articles = "";
    public const string Captions = "caption/";
    public const string Datelines = "dateline/";

    public static readonly IReadOnlyList<string> Lists = [Articles, Captions, Datelines];

    public static string Table(string list, Audience audience) =>
        $"search_{(list.Length == 0 ? "article" : list.TrimEnd('/'))}_{audience.ToString().ToLowerInvariant()}";

    public static IEnumerable<string> Tables => from list in Lists from audience in Enum.GetValues<Audience>() select Table(list, audience);

    public static SearchText Words(this Caption caption) => SearchText.OfCaption(caption.Text, caption.Language, caption.Dateline?.Facts.Places ?? []);

    public static SearchText Words(this Dateline dateline) => SearchText.OfDateline(dateline.Facts);
}

using ArticleApi.Core.Articles;
using ArticleApi.Core.Datelines;
using ArticleApi.Core.Images;
using ArticleApi.Core.Search;
using ArticleApi.Storage;

namespace ArticleApi.Index.FullText;

/// <summary>
/// What is indexed of a text. The full-text index forgets by being told its words again, so these must come out the
/// same: whatever changes them, or what of a document is indexed, is another version, for which the index is made anew.
/// </summary>
public class IndexTokenizer
{
    public virtual int Version => (TextAnalyzer.Version << 16) | ArticleIndex.Version;

    public virtual TokenizedText Tokenize(ArticleDocument article) => TokenizedText.FromArticle(article);

    public virtual TokenizedText Tokenize(Caption caption) => caption.Tokenize();

    public virtual TokenizedText Tokenize(Dateline dateline) => dateline.Tokenize();
}

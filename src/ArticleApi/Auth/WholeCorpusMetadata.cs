namespace ArticleApi.Auth;

/// <summary>The operation is not for keys of a package: it tells of more than the package's articles.</summary>
internal sealed class WholeCorpusMetadata
{
    public static readonly WholeCorpusMetadata Instance = new();
}

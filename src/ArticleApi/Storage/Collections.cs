using System.Diagnostics;
using ArticleApi.Storage.Tables;

namespace ArticleApi.Storage;

/// <summary>What is indexed and listed together; the names are part of hashed keys, and stay.</summary>
internal static class Collections
{
    public const string Articles = "";
    public const string Images = "image/";
    public const string Captions = "caption/";
    public const string Datelines = "dateline/";

    public static string Of(ComponentKind kind) =>
        kind switch
        {
            ComponentKind.Image => Images,
            ComponentKind.Caption => Captions,
            ComponentKind.Dateline => Datelines,
            _ => throw new UnreachableException(),
        };

    /// <summary>What a collection holds; null where that is articles.</summary>
    public static ComponentKind? ComponentOf(string collection) =>
        collection switch
        {
            Images => ComponentKind.Image,
            Captions => ComponentKind.Caption,
            Datelines => ComponentKind.Dateline,
            _ => null,
        };
}

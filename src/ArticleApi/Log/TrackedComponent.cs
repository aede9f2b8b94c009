using ArticleApi.Core.Datelines;
using ArticleApi.Core.Images;
using ArticleApi.Index;
using ArticleApi.Storage.Tables;

namespace ArticleApi.Log;

/// <summary>A component's row in the change tracker.</summary>
/// <param name="IsModified">Whether it was there before.</param>
internal sealed record TrackedComponent(object Row, bool IsModified)
{
    /// <summary>A new one's key is known once it is flushed.</summary>
    public ComponentRef Ref =>
        Row switch
        {
            Image image => new(ComponentKind.Image, image.Key),
            Caption caption => new(ComponentKind.Caption, caption.Key),
            Dateline dateline => new(ComponentKind.Dateline, dateline.Key),
            _ => throw new InvalidOperationException($"{Row.GetType()} is no component."),
        };
}

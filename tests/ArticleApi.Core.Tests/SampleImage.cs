using ArticleApi.Core.Articles;
using ArticleApi.Core.Images;

namespace ArticleApi.Core.Tests;

/// <summary>A picture of which no more is said than a test asks for.</summary>
internal static class SampleImage
{
    public static ImageDocument Create(CaptionDocument? caption, ImageRole role = ImageRole.Inline) =>
        new(Guid.Empty, role, 1, null, null, null, null, null, null, false, null, caption);
}

using ArticleApi.Core.Articles;

namespace ArticleApi.Storage;

internal static class AudienceExtensions
{
    /// <summary>As statements take them.</summary>
    public static long[] ToNumbers(this IReadOnlyList<Audience> audiences)
    {
        var numbers = new long[audiences.Count];
        for (var i = 0; i < numbers.Length; i++)
            numbers[i] = (long)audiences[i];

        return numbers;
    }
}

using ArticleApi.Core.Articles;

namespace ArticleApi.Log;

internal static class Audiences
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

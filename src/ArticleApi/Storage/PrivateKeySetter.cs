using System.Collections.Concurrent;

namespace ArticleApi.Storage;

/// <summary>Sets the keys of rows that the database does not number.</summary>
internal static class PrivateKeySetter
{
    private static readonly ConcurrentDictionary<(Type, string), Delegate> Setters = [];

    public static T SetKey<T, TKey>(this T row, string property, TKey key)
    {
        (
            (Action<T, TKey>)
                Setters.GetOrAdd(
                    (typeof(T), property),
                    static of =>
                        of.Item1.GetProperty(of.Item2)!.GetSetMethod(nonPublic: true)!.CreateDelegate<Action<T, TKey>>()
                )
        )(row, key);
        return row;
    }
}

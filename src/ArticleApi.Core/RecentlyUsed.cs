using System.Diagnostics.CodeAnalysis;

namespace ArticleApi.Core;

/// <summary>
/// Remembers what was used last. It holds two halves: when the younger is full, what nobody asked for since goes with
/// the older, so that nothing has to be put in order at each use. Not for two threads at once.
/// </summary>
/// <param name="capacity">How many of those used last are there for certain; up to twice as many are held.</param>
public sealed class RecentlyUsed<TKey, TValue>(int capacity, IEqualityComparer<TKey> comparer)
    where TKey : notnull
{
    private Dictionary<TKey, TValue> _young = new(comparer);
    private Dictionary<TKey, TValue> _old = new(comparer);

    public void Add(TKey key, TValue value)
    {
        if (_young.Count >= capacity)
        {
            (_young, _old) = (_old, _young);
            _young.Clear();
        }

        _young[key] = value;
    }

    public bool TryGet(TKey key, [MaybeNullWhen(false)] out TValue value)
    {
        if (_young.TryGetValue(key, out value))
            return true;
        if (!_old.Remove(key, out value))
            return false;

        Add(key, value);
        return true;
    }
}

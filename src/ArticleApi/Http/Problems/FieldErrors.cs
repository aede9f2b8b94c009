using System.Collections;

namespace ArticleApi.Http.Problems;

/// <summary>
/// The places in a request that are wrong, as many as an answer names. Whoever looks for them stops once there are
/// more.
/// </summary>
public sealed class FieldErrors : IReadOnlyList<FieldError>
{
    public const int MaxErrors = 100;

    private readonly List<FieldError> _errors = [];

    public int Count => _errors.Count;

    /// <summary>Whether there are more than are named.</summary>
    public bool IsTruncated { get; private set; }

    public FieldError this[int index] => _errors[index];

    public void Add(FieldError error)
    {
        if (_errors.Count < MaxErrors)
            _errors.Add(error);
        else
            IsTruncated = true;
    }

    /// <summary>As many of them as are named; no more are looked at.</summary>
    /// <param name="truncated">Whether there are more than these.</param>
    public static FieldErrors From(IEnumerable<FieldError> errors, bool truncated = false)
    {
        if (errors is FieldErrors found)
            return found;

        var named = new FieldErrors { IsTruncated = truncated };
        foreach (var error in errors)
        {
            named.Add(error);
            if (named.IsTruncated && named.Count == MaxErrors)
                break;
        }

        return named;
    }

    /// <summary>The same places, said otherwise.</summary>
    public FieldErrors Map(Func<FieldError, FieldError> map)
    {
        var mapped = new FieldErrors { IsTruncated = IsTruncated };
        mapped._errors.AddRange(_errors.Select(map));
        return mapped;
    }

    public IEnumerator<FieldError> GetEnumerator() => _errors.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

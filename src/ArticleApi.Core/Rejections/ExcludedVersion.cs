namespace ArticleApi.Core.Rejections;

/// <summary>Which versions of a thing a caller does not want changed.</summary>
/// <param name="Stated">What they said, as it was sent.</param>
/// <param name="IsAny">Whether they want it made, and nothing changed that is there.</param>
/// <param name="Versions">None of these.</param>
public sealed record ExcludedVersion(string Stated, bool IsAny, IReadOnlyList<int> Versions)
{
    public bool Includes(int current) => IsAny || Versions.Contains(current);
}

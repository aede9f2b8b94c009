using System.Text.Json;
using ArticleApi.Core.Articles;
using ArticleApi.Lists;
using ArticleApi.Log;

namespace ArticleApi.Features.Changes;

/// <summary>What a follower wants to be told. Those who want the same are told the same.</summary>
/// <param name="HasDocuments">Whether with the article as each change made it.</param>
internal sealed record ChangeInterest(Visibility Visibility, FilterSet Filters, bool HasDocuments)
{
    private const int ThinLimit = 500;
    private const int DocumentLimit = 10;

    // What a follower who does not read keeps of the memory.
    private const int MaxSentBytes = 32 * 1024;
    private const int MaxPageBytes = 4 * 1024 * 1024;

    public bool IsOpen => Visibility.Audiences is [Audience.Public];

    /// <summary>
    /// The same for all who are told the same, and for nobody else, whatever their filters are spelt like.
    /// </summary>
    public string Key { get; } =
        JsonSerializer.Serialize(
            new
            {
                Audiences = Visibility.Audiences.Order(),
                Visibility.IncludesRestrictedTexts,
                Package = Visibility.Package?.Id,
                HasDocuments,
                Filters.TermGroups,
                Filters.ExcludedTerms,
                Published = Filters.Published?.ToString(),
                Ranges = Filters.Ranges.Select(range => $"{range.Key} {range.Value}"),
            }
        );

    /// <summary>As many as are sent on together.</summary>
    public ChangeFeedQuery ToQuery() =>
        new(
            HasDocuments ? DocumentLimit : ThinLimit,
            Visibility,
            Filters.ToVersionFilter(),
            HasDocuments,
            MaxSentBytes
        );

    /// <summary>As many as are answered at once.</summary>
    public ChangeFeedQuery ToPageQuery(int limit) =>
        new(limit, Visibility, Filters.ToVersionFilter(), HasDocuments, MaxPageBytes);
}

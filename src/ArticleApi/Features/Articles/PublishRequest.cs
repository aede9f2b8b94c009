using System.ComponentModel;
using ArticleApi.Http.Bodies;

namespace ArticleApi.Features.Articles;

/// <summary>How an article is published.</summary>
[DisplayName("Publishing")]
public sealed record PublishRequest : IOptionalBody
{
    /// <summary>
    /// When it was first published; left out, what the article says, or now where it says nothing. Until an instant
    /// that is yet to come it is under embargo.
    /// </summary>
    public DateTimeOffset? PublishedAt { get; init; }
}

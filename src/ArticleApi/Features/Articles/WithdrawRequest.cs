using System.ComponentModel;
using ArticleApi.Http.Bodies;

namespace ArticleApi.Features.Articles;

/// <summary>Why an article is withdrawn.</summary>
[DisplayName("Withdrawal")]
public sealed record WithdrawRequest : IOptionalBody
{
    /// <summary>Told to readers and partners.</summary>
    public string? Reason { get; init; }

    /// <summary>The article that stands in its place.</summary>
    public Guid? ReplacedBy { get; init; }
}

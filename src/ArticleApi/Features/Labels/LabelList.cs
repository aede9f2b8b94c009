using System.ComponentModel;
using ArticleApi.Http;

namespace ArticleApi.Features.Labels;

/// <summary>A section, tag or byline, and how many articles that the caller may see carry it.</summary>
[DisplayName("CountedLabel")]
public sealed record LabelWithCount(string Slug, string Name, int ArticleCount);

public sealed record LabelList(IReadOnlyList<LabelWithCount> Data, PageInfo Page);

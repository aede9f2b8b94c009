using ArticleApi.Index;

namespace ArticleApi.Search;

/// <summary>A page of what was found.</summary>
/// <param name="Rows">With the keys of the articles, images, captions or datelines.</param>
/// <param name="Next">Where the next page begins; null where nothing follows.</param>
/// <param name="BudgetExhausted">
/// True where the budget ended the search before the page was full; <paramref name="Next"/> goes on.
/// </param>
internal sealed record Hits(IReadOnlyList<SortPosition> Rows, SortPosition? Next, bool BudgetExhausted);

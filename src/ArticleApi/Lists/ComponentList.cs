using ArticleApi.Storage.Tables;

namespace ArticleApi.Lists;

/// <summary>A list of images, captions or datelines: what it can be asked, and how its rows are read.</summary>
/// <param name="FindKeysAsync">The rows' keys by public id.</param>
/// <param name="LoadAsync">The rows of these keys, as they are shown.</param>
internal sealed record ComponentList<T>(
    ListDefinition Definition,
    ComponentKind Kind,
    Func<IReadOnlyList<Guid>, Task<Dictionary<Guid, long>>> FindKeysAsync,
    Func<IReadOnlyList<long>, Task<Dictionary<long, T>>> LoadAsync
);

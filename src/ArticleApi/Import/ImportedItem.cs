namespace ArticleApi.Import;

/// <summary>An article that an import touched.</summary>
/// <param name="Id">Null where there is none to tell.</param>
internal sealed record ImportedItem(Guid? Id, ImportOutcome Outcome);

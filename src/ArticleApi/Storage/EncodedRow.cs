namespace ArticleApi.Storage;

/// <summary>
/// A row whose JSON and compressed columns are written out already, so that whoever writes it only copies bytes.
/// Its keys may still be missing: they are read when it is written.
/// </summary>
/// <param name="Values">
/// Those of <see cref="RowMapping.EncodedColumns"/>, as they are stored; empty where the database takes the row as it
/// is.
/// </param>
internal sealed record EncodedRow<T>(T Row, byte[]?[] Values)
    where T : class;

using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ArticleApi.Storage.Sqlite;

internal static class WithoutRowIdExtensions
{
    /// <summary>The primary key is the table.</summary>
    public static void IsWithoutRowId(this EntityTypeBuilder table) =>
        table.HasAnnotation(WithoutRowIdSqlGenerator.WithoutRowId, true);
}

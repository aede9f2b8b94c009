using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;

namespace ArticleApi.Storage.Sqlite;

/// <summary>
/// Makes tables that are nothing but their key's index without a second tree beside it. The mark is part of the model,
/// so every migration that makes or rebuilds such a table keeps it.
/// </summary>
internal sealed class WithoutRowIdSqlGenerator(
    MigrationsSqlGeneratorDependencies dependencies,
    IRelationalAnnotationProvider annotations
) : SqliteMigrationsSqlGenerator(dependencies, annotations)
{
    public const string WithoutRowId = "ArticleApi:WithoutRowId";

    protected override void Generate(
        CreateTableOperation operation,
        IModel? model,
        MigrationCommandListBuilder builder,
        bool terminate = true
    )
    {
        base.Generate(operation, model, builder, terminate: false);
        var table = model
            ?.GetRelationalModel()
            .FindTable(operation.Name.Replace("ef_temp_", "", StringComparison.Ordinal), operation.Schema);
        if (table?.EntityTypeMappings.Any(mapping => mapping.TypeBase.FindAnnotation(WithoutRowId) is not null) == true)
            builder.Append(" WITHOUT ROWID");
        if (!terminate)
            return;

        builder.AppendLine(Dependencies.SqlGenerationHelper.StatementTerminator);
        EndStatement(builder);
    }
}

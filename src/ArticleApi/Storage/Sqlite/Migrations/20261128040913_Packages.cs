using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ArticleApi.Storage.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class Packages : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "PackageStamp",
                table: "log_sequence",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<byte[]>(
                name: "PackageId",
                table: "api_keys",
                type: "BLOB",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "packages",
                columns: table => new
                {
                    Number = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    Id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    Definition = table.Column<string>(type: "TEXT", nullable: false),
                    CreatedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    ReadyAt = table.Column<long>(type: "INTEGER", nullable: true),
                    DeletedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    SettledAt = table.Column<long>(type: "INTEGER", nullable: true),
                    BuiltAudience = table.Column<int>(type: "INTEGER", nullable: false),
                    BuiltList = table.Column<int>(type: "INTEGER", nullable: false),
                    BuiltPosition = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_packages", x => x.Number);
                });

            migrationBuilder.CreateIndex(
                name: "IX_api_keys_PackageId",
                table: "api_keys",
                column: "PackageId");

            migrationBuilder.CreateIndex(
                name: "IX_packages_Id",
                table: "packages",
                column: "Id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_packages_SettledAt_Number",
                table: "packages",
                columns: new[] { "SettledAt", "Number" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "packages");

            migrationBuilder.DropIndex(
                name: "IX_api_keys_PackageId",
                table: "api_keys");

            migrationBuilder.DropColumn(
                name: "PackageStamp",
                table: "log_sequence");

            migrationBuilder.DropColumn(
                name: "PackageId",
                table: "api_keys");
        }
    }
}

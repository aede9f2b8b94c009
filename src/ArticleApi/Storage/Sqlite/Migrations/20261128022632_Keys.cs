using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ArticleApi.Storage.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class Keys : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "ExpiresAt",
                table: "api_keys",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "LastUsedAt",
                table: "api_keys",
                type: "INTEGER",
                nullable: true);

            // Of keys that are there no more is known than how all of them begin.
            migrationBuilder.AddColumn<string>(
                name: "Prefix",
                table: "api_keys",
                type: "TEXT",
                maxLength: 12,
                nullable: false,
                defaultValue: "aak_");

            migrationBuilder.AddColumn<long>(
                name: "PreviousEndsAt",
                table: "api_keys",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "PreviousHash",
                table: "api_keys",
                type: "TEXT",
                maxLength: 64,
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "IX_api_keys_PreviousHash",
                table: "api_keys",
                column: "PreviousHash");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_api_keys_PreviousHash",
                table: "api_keys");

            migrationBuilder.DropColumn(
                name: "ExpiresAt",
                table: "api_keys");

            migrationBuilder.DropColumn(
                name: "LastUsedAt",
                table: "api_keys");

            migrationBuilder.DropColumn(
                name: "Prefix",
                table: "api_keys");

            migrationBuilder.DropColumn(
                name: "PreviousEndsAt",
                table: "api_keys");

            migrationBuilder.DropColumn(
                name: "PreviousHash",
                table: "api_keys");
        }
    }
}

using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace ArticleApi.Storage.Postgres.Migrations
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
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<Guid>(
                name: "PackageId",
                table: "api_keys",
                type: "uuid",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "packages",
                columns: table => new
                {
                    Number = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Name = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    Definition = table.Column<string>(type: "text", nullable: false),
                    CreatedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    ReadyAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    DeletedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    SettledAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    BuiltAudience = table.Column<int>(type: "integer", nullable: false),
                    BuiltList = table.Column<int>(type: "integer", nullable: false),
                    BuiltPosition = table.Column<long>(type: "bigint", nullable: false)
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

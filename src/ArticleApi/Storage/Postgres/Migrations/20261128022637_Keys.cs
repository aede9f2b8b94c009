using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ArticleApi.Storage.Postgres.Migrations
{
    /// <inheritdoc />
    public partial class Keys : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateTime>(
                name: "ExpiresAt",
                table: "api_keys",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "LastUsedAt",
                table: "api_keys",
                type: "timestamp with time zone",
                nullable: true);

            // Of keys that are there no more is known than how all of them begin.
            migrationBuilder.AddColumn<string>(
                name: "Prefix",
                table: "api_keys",
                type: "character varying(12)",
                maxLength: 12,
                nullable: false,
                defaultValue: "aak_");

            migrationBuilder.AddColumn<DateTime>(
                name: "PreviousEndsAt",
                table: "api_keys",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "PreviousHash",
                table: "api_keys",
                type: "character varying(64)",
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

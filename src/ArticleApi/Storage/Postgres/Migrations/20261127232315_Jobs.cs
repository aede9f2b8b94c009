using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace ArticleApi.Storage.Postgres.Migrations
{
    /// <inheritdoc />
    public partial class Jobs : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "jobs",
                columns: table => new
                {
                    Number = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Cause = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    Actor = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    Total = table.Column<int>(type: "integer", nullable: false),
                    Done = table.Column<int>(type: "integer", nullable: false),
                    CreatedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    FinishedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    Kind = table.Column<int>(type: "integer", nullable: true),
                    Key = table.Column<long>(type: "bigint", nullable: false),
                    After = table.Column<long>(type: "bigint", nullable: false),
                    Where = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: true),
                    Reason = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: true),
                    ReplacedBy = table.Column<Guid>(type: "uuid", nullable: true),
                    Failures = table.Column<string>(type: "text", nullable: false),
                    FailureCount = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_jobs", x => x.Number);
                });

            migrationBuilder.CreateTable(
                name: "pending_withdrawals",
                columns: table => new
                {
                    JobId = table.Column<Guid>(type: "uuid", nullable: false),
                    ArticleKey = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_pending_withdrawals", x => new { x.JobId, x.ArticleKey });
                });

            migrationBuilder.CreateIndex(
                name: "IX_jobs_FinishedAt_Number",
                table: "jobs",
                columns: new[] { "FinishedAt", "Number" });

            migrationBuilder.CreateIndex(
                name: "IX_jobs_Id",
                table: "jobs",
                column: "Id",
                unique: true);

            // Jobs under way go on.
            migrationBuilder.Sql(
                """
                INSERT INTO jobs ("Number", "Id", "Cause", "Actor", "Total", "Done", "CreatedAt", "FinishedAt", "Kind", "Key", "After", "Failures", "FailureCount")
                SELECT "Number", "Id", "Cause", "Actor", "Total", "Done", "CreatedAt", "FinishedAt", "Kind", "Key", "After", '[]', 0 FROM render_jobs
                """
            );

            migrationBuilder.Sql(
                """SELECT setval(pg_get_serial_sequence('jobs', 'Number'), (SELECT COALESCE(MAX("Number"), 0) + 1 FROM jobs), false)"""
            );

            migrationBuilder.DropTable(
                name: "render_jobs");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "pending_withdrawals");

            migrationBuilder.CreateTable(
                name: "render_jobs",
                columns: table => new
                {
                    Number = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    Actor = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    After = table.Column<long>(type: "bigint", nullable: false),
                    Cause = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    CreatedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    Done = table.Column<int>(type: "integer", nullable: false),
                    FinishedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Key = table.Column<long>(type: "bigint", nullable: false),
                    Kind = table.Column<int>(type: "integer", nullable: false),
                    Total = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_render_jobs", x => x.Number);
                });

            migrationBuilder.CreateIndex(
                name: "IX_render_jobs_FinishedAt_Number",
                table: "render_jobs",
                columns: new[] { "FinishedAt", "Number" });

            migrationBuilder.CreateIndex(
                name: "IX_render_jobs_Id",
                table: "render_jobs",
                column: "Id",
                unique: true);

            migrationBuilder.Sql(
                """
                INSERT INTO render_jobs ("Number", "Id", "Cause", "Actor", "Total", "Done", "CreatedAt", "FinishedAt", "Kind", "Key", "After")
                SELECT "Number", "Id", "Cause", "Actor", "Total", "Done", "CreatedAt", "FinishedAt", "Kind", "Key", "After" FROM jobs WHERE "Kind" IS NOT NULL
                """
            );

            migrationBuilder.Sql(
                """SELECT setval(pg_get_serial_sequence('render_jobs', 'Number'), (SELECT COALESCE(MAX("Number"), 0) + 1 FROM render_jobs), false)"""
            );

            migrationBuilder.DropTable(
                name: "jobs");
        }
    }
}

using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ArticleApi.Storage.Sqlite.Migrations
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
                    Number = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    Id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Cause = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Actor = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                    Total = table.Column<int>(type: "INTEGER", nullable: false),
                    Done = table.Column<int>(type: "INTEGER", nullable: false),
                    CreatedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    FinishedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    Kind = table.Column<int>(type: "INTEGER", nullable: true),
                    Key = table.Column<long>(type: "INTEGER", nullable: false),
                    After = table.Column<long>(type: "INTEGER", nullable: false),
                    Where = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: true),
                    Reason = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: true),
                    ReplacedBy = table.Column<byte[]>(type: "BLOB", nullable: true),
                    Failures = table.Column<string>(type: "TEXT", nullable: false),
                    FailureCount = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_jobs", x => x.Number);
                });

            migrationBuilder.CreateTable(
                name: "pending_withdrawals",
                columns: table => new
                {
                    JobId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    ArticleKey = table.Column<long>(type: "INTEGER", nullable: false)
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
                    Number = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    Actor = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                    After = table.Column<long>(type: "INTEGER", nullable: false),
                    Cause = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    CreatedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    Done = table.Column<int>(type: "INTEGER", nullable: false),
                    FinishedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    Id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Key = table.Column<long>(type: "INTEGER", nullable: false),
                    Kind = table.Column<int>(type: "INTEGER", nullable: false),
                    Total = table.Column<int>(type: "INTEGER", nullable: false)
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

            migrationBuilder.DropTable(
                name: "jobs");
        }
    }
}

using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace ArticleApi.Storage.Postgres.Migrations
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "api_keys",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Name = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    Hash = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    Scopes = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    CreatedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    RevokedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_api_keys", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "article_heads",
                columns: table => new
                {
                    ArticleKey = table.Column<long>(type: "bigint", nullable: false),
                    ArticleId = table.Column<Guid>(type: "uuid", nullable: false),
                    State = table.Column<int>(type: "integer", nullable: false),
                    PublicationKey = table.Column<long>(type: "bigint", nullable: true),
                    Audience = table.Column<int>(type: "integer", nullable: false),
                    Access = table.Column<int>(type: "integer", nullable: false),
                    Version = table.Column<int>(type: "integer", nullable: false),
                    Sequence = table.Column<long>(type: "bigint", nullable: false),
                    RendererVersion = table.Column<int>(type: "integer", nullable: false),
                    CreatedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    AvailableAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    UpdatedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    RevisedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    DueAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    ExpiredAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    Slug = table.Column<string>(type: "text", nullable: true),
                    IndexGeneration = table.Column<int>(type: "integer", nullable: false),
                    Signature = table.Column<byte[]>(type: "bytea", nullable: true),
                    Terms = table.Column<string>(type: "text", nullable: false),
                    SortValues = table.Column<string>(type: "text", nullable: false),
                    References = table.Column<string>(type: "text", nullable: false),
                    Summary = table.Column<byte[]>(type: "bytea", nullable: true),
                    Reason = table.Column<string>(type: "text", nullable: true),
                    ReplacedBy = table.Column<Guid>(type: "uuid", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_article_heads", x => x.ArticleKey);
                });

            migrationBuilder.CreateTable(
                name: "article_versions",
                columns: table => new
                {
                    Sequence = table.Column<long>(type: "bigint", nullable: false),
                    ArticleKey = table.Column<long>(type: "bigint", nullable: false),
                    ArticleId = table.Column<Guid>(type: "uuid", nullable: false),
                    Number = table.Column<int>(type: "integer", nullable: false),
                    At = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    Cause = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    Reason = table.Column<string>(type: "text", nullable: true),
                    Actor = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    Audience = table.Column<int>(type: "integer", nullable: false),
                    PreviousAudience = table.Column<int>(type: "integer", nullable: true),
                    RendererVersion = table.Column<int>(type: "integer", nullable: false),
                    Slug = table.Column<string>(type: "text", nullable: true),
                    Lists = table.Column<byte[]>(type: "bytea", nullable: true),
                    PreviousLists = table.Column<byte[]>(type: "bytea", nullable: true),
                    Document = table.Column<byte[]>(type: "bytea", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_article_versions", x => x.Sequence);
                });

            migrationBuilder.CreateTable(
                name: "component_usage",
                columns: table => new
                {
                    Kind = table.Column<int>(type: "integer", nullable: false),
                    Key = table.Column<long>(type: "bigint", nullable: false),
                    Audience = table.Column<int>(type: "integer", nullable: false),
                    ArticleCount = table.Column<int>(type: "integer", nullable: false),
                    IndexGeneration = table.Column<int>(type: "integer", nullable: false),
                    Terms = table.Column<string>(type: "text", nullable: false),
                    SortValues = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_component_usage", x => new { x.Kind, x.Key, x.Audience });
                });

            migrationBuilder.CreateTable(
                name: "datelines",
                columns: table => new
                {
                    Key = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Revision = table.Column<int>(type: "integer", nullable: false),
                    Facts = table.Column<string>(type: "text", nullable: false),
                    Identity = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_datelines", x => x.Key);
                });

            migrationBuilder.CreateTable(
                name: "facet_value_counts",
                columns: table => new
                {
                    Audience = table.Column<int>(type: "integer", nullable: false),
                    Field = table.Column<int>(type: "integer", nullable: false),
                    NormalizedValue = table.Column<string>(type: "character varying(220)", maxLength: 220, nullable: false, collation: "C"),
                    Value = table.Column<string>(type: "character varying(220)", maxLength: 220, nullable: false),
                    Name = table.Column<string>(type: "character varying(220)", maxLength: 220, nullable: false),
                    ValueId = table.Column<long>(type: "bigint", nullable: false),
                    ArticleCount = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_facet_value_counts", x => new { x.Audience, x.Field, x.NormalizedValue });
                });

            migrationBuilder.CreateTable(
                name: "facet_values",
                columns: table => new
                {
                    Audience = table.Column<int>(type: "integer", nullable: false),
                    Position = table.Column<long>(type: "bigint", nullable: false),
                    ValueIds = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_facet_values", x => new { x.Audience, x.Position });
                });

            migrationBuilder.CreateTable(
                name: "images",
                columns: table => new
                {
                    Key = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Revision = table.Column<int>(type: "integer", nullable: false),
                    UpdatedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    Facts = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_images", x => x.Key);
                });

            migrationBuilder.CreateTable(
                name: "idempotency_records",
                columns: table => new
                {
                    Actor = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false, collation: "C"),
                    Key = table.Column<string>(type: "character varying(255)", maxLength: 255, nullable: false, collation: "C"),
                    RequestHash = table.Column<byte[]>(type: "bytea", nullable: false),
                    At = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    ItemId = table.Column<Guid>(type: "uuid", nullable: false),
                    Version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_idempotency_records", x => new { x.Actor, x.Key });
                });

            migrationBuilder.CreateTable(
                name: "import_identities",
                columns: table => new
                {
                    Identity = table.Column<Guid>(type: "uuid", nullable: false),
                    ArticleId = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_import_identities", x => x.Identity);
                });

            migrationBuilder.CreateTable(
                name: "log_sequence",
                columns: table => new
                {
                    Id = table.Column<int>(type: "integer", nullable: false),
                    LastSequence = table.Column<long>(type: "bigint", nullable: false),
                    CommitCount = table.Column<long>(type: "bigint", nullable: false),
                    Nonce = table.Column<long>(type: "bigint", nullable: false),
                    OpenCommitCount = table.Column<long>(type: "bigint", nullable: false),
                    OpenNonce = table.Column<long>(type: "bigint", nullable: false),
                    LastOpenSequence = table.Column<long>(type: "bigint", nullable: false),
                    IndexVersion = table.Column<int>(type: "integer", nullable: false),
                    IndexGeneration = table.Column<int>(type: "integer", nullable: false),
                    Reindexing = table.Column<bool>(type: "boolean", nullable: false),
                    Epoch = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    Secret = table.Column<byte[]>(type: "bytea", maxLength: 16, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_log_sequence", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "postings",
                columns: table => new
                {
                    Audience = table.Column<int>(type: "integer", nullable: false),
                    ListId = table.Column<long>(type: "bigint", nullable: false),
                    Position = table.Column<long>(type: "bigint", nullable: false),
                    Key = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_postings", x => new { x.Audience, x.ListId, x.Position, x.Key });
                });

            migrationBuilder.CreateTable(
                name: "render_jobs",
                columns: table => new
                {
                    Number = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Kind = table.Column<int>(type: "integer", nullable: false),
                    Key = table.Column<long>(type: "bigint", nullable: false),
                    Cause = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    Actor = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    Total = table.Column<int>(type: "integer", nullable: false),
                    Done = table.Column<int>(type: "integer", nullable: false),
                    After = table.Column<long>(type: "bigint", nullable: false),
                    CreatedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    FinishedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_render_jobs", x => x.Number);
                });

            migrationBuilder.CreateTable(
                name: "slugs",
                columns: table => new
                {
                    Slug = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false, collation: "C"),
                    ArticleId = table.Column<Guid>(type: "uuid", nullable: false),
                    ShownTo = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_slugs", x => x.Slug);
                });

            migrationBuilder.CreateTable(
                name: "sort_entries",
                columns: table => new
                {
                    Audience = table.Column<int>(type: "integer", nullable: false),
                    ListId = table.Column<long>(type: "bigint", nullable: false),
                    At = table.Column<long>(type: "bigint", nullable: false),
                    Key = table.Column<long>(type: "bigint", nullable: false),
                    Position = table.Column<long>(type: "bigint", nullable: false),
                    NextLater = table.Column<long>(type: "bigint", nullable: true),
                    NextEarlier = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_sort_entries", x => new { x.Audience, x.ListId, x.At, x.Key });
                });

            migrationBuilder.CreateTable(
                name: "articles",
                columns: table => new
                {
                    Key = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Revision = table.Column<int>(type: "integer", nullable: false),
                    Status = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    Access = table.Column<int>(type: "integer", nullable: true),
                    Slug = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    Language = table.Column<string>(type: "character varying(35)", maxLength: 35, nullable: false),
                    Headline = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    Headlines = table.Column<string>(type: "text", nullable: true),
                    Abstract = table.Column<string>(type: "character varying(5000)", maxLength: 5000, nullable: true),
                    Teaser = table.Column<string>(type: "character varying(5000)", maxLength: 5000, nullable: true),
                    Body = table.Column<byte[]>(type: "bytea", nullable: false),
                    Bylines = table.Column<string>(type: "text", nullable: false),
                    Section = table.Column<string>(type: "text", nullable: true),
                    Tags = table.Column<string>(type: "text", nullable: false),
                    DatelineKey = table.Column<long>(type: "bigint", nullable: true),
                    DatelinePrint = table.Column<string>(type: "text", nullable: true),
                    LedeWithoutDateline = table.Column<string>(type: "text", nullable: true),
                    Attributions = table.Column<string>(type: "text", nullable: false),
                    Corrections = table.Column<string>(type: "text", nullable: false),
                    RelatedLinks = table.Column<string>(type: "text", nullable: false),
                    PublishedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    DeskEmbargo = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    SourceEmbargo = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    PublicationEmbargo = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    DeskExpiry = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    SourceExpiry = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    Rights = table.Column<string>(type: "text", nullable: true),
                    Urgency = table.Column<int>(type: "integer", nullable: true),
                    Genre = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true),
                    EditorNote = table.Column<string>(type: "character varying(5000)", maxLength: 5000, nullable: true),
                    ExternalId = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                    CanonicalUrl = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: true),
                    Source = table.Column<string>(type: "text", nullable: false),
                    Extensions = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_articles", x => x.Key);
                    table.ForeignKey(
                        name: "FK_articles_datelines_DatelineKey",
                        column: x => x.DatelineKey,
                        principalTable: "datelines",
                        principalColumn: "Key",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "captions",
                columns: table => new
                {
                    Key = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    ImageKey = table.Column<long>(type: "bigint", nullable: false),
                    Revision = table.Column<int>(type: "integer", nullable: false),
                    UpdatedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    Language = table.Column<string>(type: "character varying(35)", maxLength: 35, nullable: false),
                    Text = table.Column<string>(type: "character varying(5000)", maxLength: 5000, nullable: false),
                    Raw = table.Column<string>(type: "character varying(5000)", maxLength: 5000, nullable: true),
                    DatelineKey = table.Column<long>(type: "bigint", nullable: true),
                    DatelinePrint = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_captions", x => x.Key);
                    table.ForeignKey(
                        name: "FK_captions_datelines_DatelineKey",
                        column: x => x.DatelineKey,
                        principalTable: "datelines",
                        principalColumn: "Key",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_captions_images_ImageKey",
                        column: x => x.ImageKey,
                        principalTable: "images",
                        principalColumn: "Key",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "sources",
                columns: table => new
                {
                    Key = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    ArticleKey = table.Column<long>(type: "bigint", nullable: false),
                    Format = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    Document = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    FirstLine = table.Column<int>(type: "integer", nullable: true),
                    LastLine = table.Column<int>(type: "integer", nullable: true),
                    Sha256 = table.Column<byte[]>(type: "bytea", nullable: false),
                    ImportedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    Provider = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    ItemId = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                    ItemVersion = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                    ItemVersionAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    Extras = table.Column<string>(type: "text", nullable: false),
                    Fingerprint = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_sources", x => x.Key);
                    table.ForeignKey(
                        name: "FK_sources_articles_ArticleKey",
                        column: x => x.ArticleKey,
                        principalTable: "articles",
                        principalColumn: "Key",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "image_uses",
                columns: table => new
                {
                    ArticleKey = table.Column<long>(type: "bigint", nullable: false),
                    ImageKey = table.Column<long>(type: "bigint", nullable: false),
                    Position = table.Column<int>(type: "integer", nullable: false),
                    Role = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    CaptionKey = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_image_uses", x => new { x.ArticleKey, x.ImageKey });
                    table.ForeignKey(
                        name: "FK_image_uses_articles_ArticleKey",
                        column: x => x.ArticleKey,
                        principalTable: "articles",
                        principalColumn: "Key",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_image_uses_captions_CaptionKey",
                        column: x => x.CaptionKey,
                        principalTable: "captions",
                        principalColumn: "Key",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_image_uses_images_ImageKey",
                        column: x => x.ImageKey,
                        principalTable: "images",
                        principalColumn: "Key",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_api_keys_Hash",
                table: "api_keys",
                column: "Hash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_article_heads_ArticleId",
                table: "article_heads",
                column: "ArticleId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_article_heads_DueAt",
                table: "article_heads",
                column: "DueAt",
                filter: "\"DueAt\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_article_heads_PublicationKey",
                table: "article_heads",
                column: "PublicationKey",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_article_heads_State_RendererVersion_ArticleKey",
                table: "article_heads",
                columns: new[] { "State", "RendererVersion", "ArticleKey" });

            migrationBuilder.CreateIndex(
                name: "IX_article_heads_State_Sequence",
                table: "article_heads",
                columns: new[] { "State", "Sequence" },
                filter: "\"State\" = 1");

            migrationBuilder.CreateIndex(
                name: "IX_article_versions_ArticleKey_Number",
                table: "article_versions",
                columns: new[] { "ArticleKey", "Number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_articles_DatelineKey",
                table: "articles",
                column: "DatelineKey",
                filter: "\"DatelineKey\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_articles_Id",
                table: "articles",
                column: "Id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_captions_DatelineKey",
                table: "captions",
                column: "DatelineKey",
                filter: "\"DatelineKey\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_captions_Id",
                table: "captions",
                column: "Id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_captions_ImageKey_Key",
                table: "captions",
                columns: new[] { "ImageKey", "Key" });

            migrationBuilder.CreateIndex(
                name: "IX_datelines_Id",
                table: "datelines",
                column: "Id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_datelines_Identity",
                table: "datelines",
                column: "Identity",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_facet_value_counts_ValueId_Audience",
                table: "facet_value_counts",
                columns: new[] { "ValueId", "Audience" });

            migrationBuilder.CreateIndex(
                name: "IX_idempotency_records_At",
                table: "idempotency_records",
                column: "At");

            migrationBuilder.CreateIndex(
                name: "IX_image_uses_CaptionKey",
                table: "image_uses",
                column: "CaptionKey",
                filter: "\"CaptionKey\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_image_uses_ImageKey",
                table: "image_uses",
                column: "ImageKey");

            migrationBuilder.CreateIndex(
                name: "IX_images_Id",
                table: "images",
                column: "Id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_render_jobs_FinishedAt_Number",
                table: "render_jobs",
                columns: new[] { "FinishedAt", "Number" });

            migrationBuilder.CreateIndex(
                name: "IX_render_jobs_Id",
                table: "render_jobs",
                column: "Id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_slugs_ArticleId",
                table: "slugs",
                column: "ArticleId");

            migrationBuilder.CreateIndex(
                name: "IX_sources_ArticleKey_Document_Sha256_FirstLine",
                table: "sources",
                columns: new[] { "ArticleKey", "Document", "Sha256", "FirstLine" },
                unique: true);

            foreach (var sql in PostgresStorage.Sql)
                migrationBuilder.Sql(sql);

            // The full-text index is no part of the model: its tables are the databases' own kind.
            foreach (var sql in PostgresFullText.Create)
                migrationBuilder.Sql(sql);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            foreach (var table in FullTextTables.Tables)
                migrationBuilder.Sql($"DROP TABLE {table}");

            migrationBuilder.DropTable(
                name: "api_keys");

            migrationBuilder.DropTable(
                name: "article_heads");

            migrationBuilder.DropTable(
                name: "article_versions");

            migrationBuilder.DropTable(
                name: "component_usage");

            migrationBuilder.DropTable(
                name: "facet_value_counts");

            migrationBuilder.DropTable(
                name: "facet_values");

            migrationBuilder.DropTable(
                name: "image_uses");

            migrationBuilder.DropTable(
                name: "idempotency_records");

            migrationBuilder.DropTable(
                name: "import_identities");

            migrationBuilder.DropTable(
                name: "log_sequence");

            migrationBuilder.DropTable(
                name: "postings");

            migrationBuilder.DropTable(
                name: "render_jobs");

            migrationBuilder.DropTable(
                name: "slugs");

            migrationBuilder.DropTable(
                name: "sort_entries");

            migrationBuilder.DropTable(
                name: "sources");

            migrationBuilder.DropTable(
                name: "captions");

            migrationBuilder.DropTable(
                name: "articles");

            migrationBuilder.DropTable(
                name: "images");

            migrationBuilder.DropTable(
                name: "datelines");
        }
    }
}

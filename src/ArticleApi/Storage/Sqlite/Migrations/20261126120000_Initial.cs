using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ArticleApi.Storage.Sqlite.Migrations
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
                    Id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    Hash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Scopes = table.Column<string>(type: "TEXT", maxLength: 500, nullable: false),
                    CreatedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    RevokedAt = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_api_keys", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "article_heads",
                columns: table => new
                {
                    ArticleKey = table.Column<long>(type: "INTEGER", nullable: false),
                    ArticleId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    State = table.Column<int>(type: "INTEGER", nullable: false),
                    PublicationKey = table.Column<long>(type: "INTEGER", nullable: true),
                    Audience = table.Column<int>(type: "INTEGER", nullable: false),
                    Access = table.Column<int>(type: "INTEGER", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false),
                    Sequence = table.Column<long>(type: "INTEGER", nullable: false),
                    RendererVersion = table.Column<int>(type: "INTEGER", nullable: false),
                    CreatedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    AvailableAt = table.Column<long>(type: "INTEGER", nullable: true),
                    UpdatedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    RevisedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    DueAt = table.Column<long>(type: "INTEGER", nullable: true),
                    ExpiredAt = table.Column<long>(type: "INTEGER", nullable: true),
                    Slug = table.Column<string>(type: "TEXT", nullable: true),
                    IndexGeneration = table.Column<int>(type: "INTEGER", nullable: false),
                    Signature = table.Column<byte[]>(type: "BLOB", nullable: true),
                    Terms = table.Column<string>(type: "TEXT", nullable: false),
                    SortValues = table.Column<string>(type: "TEXT", nullable: false),
                    References = table.Column<string>(type: "TEXT", nullable: false),
                    Summary = table.Column<byte[]>(type: "BLOB", nullable: true),
                    Reason = table.Column<string>(type: "TEXT", nullable: true),
                    ReplacedBy = table.Column<byte[]>(type: "BLOB", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_article_heads", x => x.ArticleKey);
                });

            migrationBuilder.CreateTable(
                name: "article_versions",
                columns: table => new
                {
                    Sequence = table.Column<long>(type: "INTEGER", nullable: false),
                    ArticleKey = table.Column<long>(type: "INTEGER", nullable: false),
                    ArticleId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Number = table.Column<int>(type: "INTEGER", nullable: false),
                    At = table.Column<long>(type: "INTEGER", nullable: false),
                    Cause = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Reason = table.Column<string>(type: "TEXT", nullable: true),
                    Actor = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                    Audience = table.Column<int>(type: "INTEGER", nullable: false),
                    PreviousAudience = table.Column<int>(type: "INTEGER", nullable: true),
                    RendererVersion = table.Column<int>(type: "INTEGER", nullable: false),
                    Slug = table.Column<string>(type: "TEXT", nullable: true),
                    Lists = table.Column<byte[]>(type: "BLOB", nullable: true),
                    PreviousLists = table.Column<byte[]>(type: "BLOB", nullable: true),
                    Document = table.Column<byte[]>(type: "BLOB", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_article_versions", x => x.Sequence);
                });

            migrationBuilder.CreateTable(
                name: "component_usage",
                columns: table => new
                {
                    Kind = table.Column<int>(type: "INTEGER", nullable: false),
                    Key = table.Column<long>(type: "INTEGER", nullable: false),
                    Audience = table.Column<int>(type: "INTEGER", nullable: false),
                    ArticleCount = table.Column<int>(type: "INTEGER", nullable: false),
                    IndexGeneration = table.Column<int>(type: "INTEGER", nullable: false),
                    Terms = table.Column<string>(type: "TEXT", nullable: false),
                    SortValues = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_component_usage", x => new { x.Kind, x.Key, x.Audience });
                });

            migrationBuilder.CreateTable(
                name: "datelines",
                columns: table => new
                {
                    Key = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    Id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Revision = table.Column<int>(type: "INTEGER", nullable: false),
                    Facts = table.Column<string>(type: "TEXT", nullable: false),
                    Identity = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_datelines", x => x.Key);
                });

            migrationBuilder.CreateTable(
                name: "facet_value_counts",
                columns: table => new
                {
                    Audience = table.Column<int>(type: "INTEGER", nullable: false),
                    Field = table.Column<int>(type: "INTEGER", nullable: false),
                    NormalizedValue = table.Column<string>(type: "TEXT", maxLength: 220, nullable: false),
                    Value = table.Column<string>(type: "TEXT", maxLength: 220, nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 220, nullable: false),
                    ValueId = table.Column<long>(type: "INTEGER", nullable: false),
                    ArticleCount = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_facet_value_counts", x => new { x.Audience, x.Field, x.NormalizedValue });
                });

            migrationBuilder.CreateTable(
                name: "facet_values",
                columns: table => new
                {
                    Audience = table.Column<int>(type: "INTEGER", nullable: false),
                    Position = table.Column<long>(type: "INTEGER", nullable: false),
                    ValueIds = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_facet_values", x => new { x.Audience, x.Position });
                });

            migrationBuilder.CreateTable(
                name: "images",
                columns: table => new
                {
                    Key = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    Id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Revision = table.Column<int>(type: "INTEGER", nullable: false),
                    UpdatedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    Facts = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_images", x => x.Key);
                });

            migrationBuilder.CreateTable(
                name: "idempotency_records",
                columns: table => new
                {
                    Actor = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    Key = table.Column<string>(type: "TEXT", maxLength: 255, nullable: false),
                    RequestHash = table.Column<byte[]>(type: "BLOB", nullable: false),
                    At = table.Column<long>(type: "INTEGER", nullable: false),
                    ItemId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_idempotency_records", x => new { x.Actor, x.Key });
                });

            migrationBuilder.CreateTable(
                name: "import_identities",
                columns: table => new
                {
                    Identity = table.Column<byte[]>(type: "BLOB", nullable: false),
                    ArticleId = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_import_identities", x => x.Identity);
                });

            migrationBuilder.CreateTable(
                name: "log_sequence",
                columns: table => new
                {
                    Id = table.Column<int>(type: "INTEGER", nullable: false),
                    LastSequence = table.Column<long>(type: "INTEGER", nullable: false),
                    CommitCount = table.Column<long>(type: "INTEGER", nullable: false),
                    Nonce = table.Column<long>(type: "INTEGER", nullable: false),
                    OpenCommitCount = table.Column<long>(type: "INTEGER", nullable: false),
                    OpenNonce = table.Column<long>(type: "INTEGER", nullable: false),
                    LastOpenSequence = table.Column<long>(type: "INTEGER", nullable: false),
                    IndexVersion = table.Column<int>(type: "INTEGER", nullable: false),
                    IndexGeneration = table.Column<int>(type: "INTEGER", nullable: false),
                    Reindexing = table.Column<bool>(type: "INTEGER", nullable: false),
                    Epoch = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    Secret = table.Column<byte[]>(type: "BLOB", maxLength: 16, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_log_sequence", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "postings",
                columns: table => new
                {
                    Audience = table.Column<int>(type: "INTEGER", nullable: false),
                    ListId = table.Column<long>(type: "INTEGER", nullable: false),
                    Position = table.Column<long>(type: "INTEGER", nullable: false),
                    Key = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_postings", x => new { x.Audience, x.ListId, x.Position, x.Key });
                });

            migrationBuilder.CreateTable(
                name: "render_jobs",
                columns: table => new
                {
                    Number = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    Id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Kind = table.Column<int>(type: "INTEGER", nullable: false),
                    Key = table.Column<long>(type: "INTEGER", nullable: false),
                    Cause = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Actor = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                    Total = table.Column<int>(type: "INTEGER", nullable: false),
                    Done = table.Column<int>(type: "INTEGER", nullable: false),
                    After = table.Column<long>(type: "INTEGER", nullable: false),
                    CreatedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    FinishedAt = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_render_jobs", x => x.Number);
                });

            migrationBuilder.CreateTable(
                name: "slugs",
                columns: table => new
                {
                    Slug = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    ArticleId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    ShownTo = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_slugs", x => x.Slug);
                });

            migrationBuilder.CreateTable(
                name: "sort_entries",
                columns: table => new
                {
                    Audience = table.Column<int>(type: "INTEGER", nullable: false),
                    ListId = table.Column<long>(type: "INTEGER", nullable: false),
                    At = table.Column<long>(type: "INTEGER", nullable: false),
                    Key = table.Column<long>(type: "INTEGER", nullable: false),
                    Position = table.Column<long>(type: "INTEGER", nullable: false),
                    NextLater = table.Column<long>(type: "INTEGER", nullable: true),
                    NextEarlier = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_sort_entries", x => new { x.Audience, x.ListId, x.At, x.Key });
                });

            migrationBuilder.CreateTable(
                name: "articles",
                columns: table => new
                {
                    Key = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    Id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Revision = table.Column<int>(type: "INTEGER", nullable: false),
                    Status = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    Access = table.Column<int>(type: "INTEGER", nullable: true),
                    Slug = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Language = table.Column<string>(type: "TEXT", maxLength: 35, nullable: false),
                    Headline = table.Column<string>(type: "TEXT", maxLength: 500, nullable: false),
                    Headlines = table.Column<string>(type: "TEXT", nullable: true),
                    Abstract = table.Column<string>(type: "TEXT", maxLength: 5000, nullable: true),
                    Teaser = table.Column<string>(type: "TEXT", maxLength: 5000, nullable: true),
                    Body = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Bylines = table.Column<string>(type: "TEXT", nullable: false),
                    Section = table.Column<string>(type: "TEXT", nullable: true),
                    Tags = table.Column<string>(type: "TEXT", nullable: false),
                    DatelineKey = table.Column<long>(type: "INTEGER", nullable: true),
                    DatelinePrint = table.Column<string>(type: "TEXT", nullable: true),
                    LedeWithoutDateline = table.Column<string>(type: "TEXT", nullable: true),
                    Attributions = table.Column<string>(type: "TEXT", nullable: false),
                    Corrections = table.Column<string>(type: "TEXT", nullable: false),
                    RelatedLinks = table.Column<string>(type: "TEXT", nullable: false),
                    PublishedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    DeskEmbargo = table.Column<long>(type: "INTEGER", nullable: true),
                    SourceEmbargo = table.Column<long>(type: "INTEGER", nullable: true),
                    PublicationEmbargo = table.Column<long>(type: "INTEGER", nullable: true),
                    DeskExpiry = table.Column<long>(type: "INTEGER", nullable: true),
                    SourceExpiry = table.Column<long>(type: "INTEGER", nullable: true),
                    Rights = table.Column<string>(type: "TEXT", nullable: true),
                    Urgency = table.Column<int>(type: "INTEGER", nullable: true),
                    Genre = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    EditorNote = table.Column<string>(type: "TEXT", maxLength: 5000, nullable: true),
                    ExternalId = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true),
                    CanonicalUrl = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: true),
                    Source = table.Column<string>(type: "TEXT", nullable: false),
                    Extensions = table.Column<string>(type: "TEXT", nullable: true)
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
                    Key = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    Id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    ImageKey = table.Column<long>(type: "INTEGER", nullable: false),
                    Revision = table.Column<int>(type: "INTEGER", nullable: false),
                    UpdatedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    Language = table.Column<string>(type: "TEXT", maxLength: 35, nullable: false),
                    Text = table.Column<string>(type: "TEXT", maxLength: 5000, nullable: false),
                    Raw = table.Column<string>(type: "TEXT", maxLength: 5000, nullable: true),
                    DatelineKey = table.Column<long>(type: "INTEGER", nullable: true),
                    DatelinePrint = table.Column<string>(type: "TEXT", nullable: true)
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
                    Key = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    ArticleKey = table.Column<long>(type: "INTEGER", nullable: false),
                    Format = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Document = table.Column<string>(type: "TEXT", maxLength: 500, nullable: false),
                    FirstLine = table.Column<int>(type: "INTEGER", nullable: true),
                    LastLine = table.Column<int>(type: "INTEGER", nullable: true),
                    Sha256 = table.Column<byte[]>(type: "BLOB", nullable: false),
                    ImportedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    Provider = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    ItemId = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true),
                    ItemVersion = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true),
                    ItemVersionAt = table.Column<long>(type: "INTEGER", nullable: true),
                    Extras = table.Column<string>(type: "TEXT", nullable: false),
                    Fingerprint = table.Column<byte[]>(type: "BLOB", nullable: false)
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
                    ArticleKey = table.Column<long>(type: "INTEGER", nullable: false),
                    ImageKey = table.Column<long>(type: "INTEGER", nullable: false),
                    Position = table.Column<int>(type: "INTEGER", nullable: false),
                    Role = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    CaptionKey = table.Column<long>(type: "INTEGER", nullable: true)
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

            // The full-text index is no part of the model: its tables are the databases' own kind.
            foreach (var sql in SqliteFullText.Create)
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

namespace ArticleApi.Storage.Postgres;

/// <summary>How the server keeps values that are too long for their row, which is no part of the model.</summary>
internal static class PostgresStorage
{
    public static IEnumerable<string> Sql =>
        [
            // These are compressed when they come: the server would try it in vain.
            """ALTER TABLE articles ALTER "Body" SET STORAGE EXTERNAL""",
            """ALTER TABLE article_versions ALTER "Document" SET STORAGE EXTERNAL""",
            // LZ4 makes heads as small as the server's own compression does, in a tenth of its time. A server may be
            // built without it.
            """
                DO $$ BEGIN
                    IF (SELECT 'lz4' = ANY(enumvals) FROM pg_settings WHERE name = 'default_toast_compression') THEN
                        ALTER TABLE article_heads
                            ALTER "Summary" SET COMPRESSION lz4,
                            ALTER "Terms" SET COMPRESSION lz4,
                            ALTER "SortValues" SET COMPRESSION lz4,
                            ALTER "References" SET COMPRESSION lz4;
                    END IF;
                END $$
                """,
        ];
}

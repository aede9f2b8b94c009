-- One article by its key, as the service reads it to deliver it.
\set key random(1, :articles)
SELECT h."ArticleId", h."State", h."Audience", h."Version", h."RendererVersion", h."UpdatedAt", h."Slug", v."Document"
FROM article_heads h JOIN article_versions v ON v."Sequence" = h."Sequence"
WHERE h."ArticleKey" = :key;

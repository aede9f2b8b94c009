-- One article by its key, as the service reads it to deliver it.
\set key random(1, :articles)
SELECT h."ArticleId", h."State", h."Audience", h."Version", h."Renderer", h."UpdatedAt", h."Slug", v."Document"
FROM heads h JOIN versions v ON v."Seq" = h."Seq"
WHERE h."ArticleKey" = :key;

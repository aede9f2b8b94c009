-- The twenty newest summaries, and one row more to know whether there are others.
SELECT h."Summary"
FROM (SELECT "Key", "Position" FROM postings WHERE "Audience" = 0 AND "ListId" = :all ORDER BY "Position" DESC LIMIT 21) t
JOIN article_heads h ON h."ArticleKey" = t."Key"
ORDER BY t."Position" DESC;

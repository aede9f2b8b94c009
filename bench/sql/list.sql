-- The twenty newest summaries, and one row more to know whether there are others.
SELECT h."Summary"
FROM (SELECT "Key", "Position" FROM terms WHERE "Audience" = 0 AND "Name" = :all ORDER BY "Position" DESC LIMIT 21) t
JOIN heads h ON h."ArticleKey" = t."Key"
ORDER BY t."Position" DESC;

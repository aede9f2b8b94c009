using ArticleApi.Core;
using ArticleApi.Core.Articles;
using ArticleApi.Core.Search;
using ArticleApi.Storage.Postgres;
using ArticleApi.Tests.Infrastructure;
using Npgsql;
using NpgsqlTypes;

namespace ArticleApi.Tests.Storage;

/// <summary>A vector that comes in binary is the one that its text says.</summary>
public sealed class TsVectorEncoderTests(PostgresServer server)
{
    private static readonly string[] Words =
    [
        "rain",
        "rains",
        "rainfall",
        "rainfalls",
        "rainfallen",
        "O'Brien's",
        "\\'",
        "a\\b",
        "''",
        "größte",
        "élections",
        "президента",
        "الصواريخ",
        "北京导弹",
        "𠀀",
        "😀",
        "S-400",
        "12,300",
        new string('ა', 70),
        new string('w', 300),
        "& | ! <-> :*",
    ];

    [Fact]
    public async Task Random_texts_are_stored_as_their_text_says()
    {
        var random = new Random(20_261_127);

        await AssertSameAsync(Enumerable.Range(0, 500).Select(_ => Article(random)));
    }

    [Fact]
    public async Task Extreme_texts_are_stored_as_their_text_says() =>
        await AssertSameAsync([
            TokenizedText.FromCaption("", "und", []),
            TokenizedText.FromCaption("the", "en", []),
            TokenizedText.FromCaption("x", "und", []),
            // More repeats than the database keeps positions of one word, alone and among others.
            TokenizedText.FromCaption(string.Concat(Enumerable.Repeat("zebra ", 400)), "und", []),
            Article("Zebra", string.Concat(Enumerable.Range(0, 300).Select(i => $"zebra v{i} zebra "))),
            // More tokens than the database counts positions.
            Article("Long", string.Join(' ', Enumerable.Range(0, 20_000).Select(i => $"w{i % 5_000}"))),
            Article("Many", string.Join(' ', Enumerable.Range(0, 20_000).Select(i => $"w{i}"))),
            // More bytes than the database takes.
            Article("Wide", string.Join(' ', Enumerable.Range(0, 16_000).Select(i => new string('ა', 55) + i))),
            // Signs that are words.
            Article("字", string.Concat(Enumerable.Range(0, 18_000).Select(i => (char)(0x4E00 + i % 20_000)))),
            Article(string.Join(' ', Words), string.Join("\n", Words)),
        ]);

    private async Task AssertSameAsync(IEnumerable<TokenizedText> texts)
    {
        var cancellation = TestContext.Current.CancellationToken;
        await using var connection = new NpgsqlConnection(await server.CreateDatabaseAsync());
        await connection.OpenAsync(cancellation);
        await ExecuteAsync("CREATE TABLE words (id int PRIMARY KEY, spelled tsvector, encoded tsvector NOT NULL)");
        var spelled = texts.ToList();
        await using (
            var copy = await connection.BeginBinaryImportAsync(
                "COPY words (id, encoded) FROM STDIN (FORMAT BINARY)",
                cancellation
            )
        )
        {
            var encoder = new TsVectorEncoder();
            foreach (var (id, text) in spelled.Index())
            {
                await copy.StartRowAsync(cancellation);
                await copy.WriteAsync(id, cancellation);
                await copy.WriteAsync(encoder.Encode(text), NpgsqlDbType.Bytea, cancellation);
            }

            await copy.CompleteAsync(cancellation);
        }

        foreach (var (id, text) in spelled.Index())
            await ExecuteAsync(
                "UPDATE words SET spelled = $2::text::tsvector WHERE id = $1",
                id,
                TsVector.Format(text)
            );

        // Their text tells all of them; some servers leave gaps in one that came in binary, which has no meaning.
        await using var compare = connection.CreateCommand();
        compare.CommandText = "SELECT id FROM words WHERE spelled::text IS DISTINCT FROM encoded::text ORDER BY id";
        await using var reader = await compare.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
            Assert.Fail($"Differs: {TsVector.Format(spelled[reader.GetInt32(0)])}");

        async Task ExecuteAsync(string sql, params object[] arguments)
        {
            await using var command = connection.CreateCommand();
            command.CommandText = sql;
            foreach (var argument in arguments)
                command.Parameters.Add(new() { Value = argument });
            await command.ExecuteNonQueryAsync(cancellation);
        }
    }

    private static TokenizedText Article(Random random) =>
        TokenizedText.FromArticle(
            new()
            {
                Id = Guid.Empty,
                Slug = "x",
                Language = random.Next(2) == 0 ? "en" : "und",
                Headline = Text(random, 4),
                Abstract = random.Next(2) == 0 ? null : Text(random, 6),
                Dateline =
                    random.Next(2) == 0
                        ? null
                        : new(Guid.Empty, "", [new("The Hague", null, null, null, "O'Brien", null)], null, null),
                Body = Enumerable
                    .Range(0, random.Next(4))
                    .Select(_ => (Block)Paragraph.FromText(Text(random, 60)))
                    .ToValueList(),
            }
        );

    private static TokenizedText Article(string headline, string body) =>
        TokenizedText.FromArticle(
            new()
            {
                Id = Guid.Empty,
                Slug = "x",
                Headline = headline,
                Body = [Paragraph.FromText(body)],
            }
        );

    private static string Text(Random random, int most) =>
        string.Join(' ', Enumerable.Range(0, random.Next(1, most + 1)).Select(_ => Words[random.Next(Words.Length)]));
}

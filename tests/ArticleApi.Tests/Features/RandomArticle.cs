using System.Text.Json.Nodes;
using ArticleApi.Core.Articles;

namespace ArticleApi.Tests.Features;

/// <summary>Articles with any of the members that an editor can send, in words that are hard to keep.</summary>
internal static class RandomArticle
{
    private static readonly string[] Words =
    [
        "rain",
        "Kyiv",
        "a < b",
        "&amp;",
        "é",
        "e\u0301",
        "“quoted”",
        "<b>no tag</b>",
        "😀",
        "1\u00a0000",
        "\"",
        "'",
        "line\nbreak",
        "السلام",
        "日本語",
        "(Reuters) -",
        "#1",
        "\u200d",
    ];

    public static JsonObject Create(Random random)
    {
        var images = random.Next(4);
        var article = new JsonObject
        {
            ["headline"] = Line(random),
            ["status"] = random.Next(2) == 0 ? "draft" : "published",
            // Readers need a text, which a table or a pull quote may be without.
            ["body"] = new JsonArray([
                new JsonObject { ["type"] = "paragraph", ["text"] = Text(random) },
                .. Enumerable.Range(0, random.Next(8)).Select(_ => CreateBlock(random, images)),
            ]),
            ["images"] = Many(random, images, images, () => CreateImage(random)),
        };
        AddSometimes("abstract", () => Text(random));
        AddSometimes("language", () => Pick(random, "en", "uk", "ar", "und", "en-GB"));
        AddSometimes("publishedAt", () => $"20{random.Next(10, 26)}-0{random.Next(1, 10)}-11T09:26:53.589+02:00");
        AddSometimes("section", () => new JsonObject { ["name"] = $"Section {random.Next(5)}" });
        AddSometimes("tags", () => Many(random, 0, 3, () => new JsonObject { ["name"] = $"Tag {random.Next(9)}" }));
        AddSometimes(
            "bylines",
            () =>
                Many(
                    random,
                    0,
                    2,
                    () => new JsonObject { ["name"] = $"Writer {random.Next(9)}", ["role"] = Line(random) }
                )
        );
        AddSometimes("dateline", () => CreateDateline(random));
        AddSometimes("urgency", () => random.Next(1, 10));
        AddSometimes("genre", () => Line(random));
        AddSometimes("editorNote", () => Text(random));
        AddSometimes("rights", () => new JsonObject { ["holder"] = Line(random), ["notice"] = Text(random) });
        AddSometimes(
            "corrections",
            () => Many(random, 0, 2, () => new JsonObject { ["type"] = "clarification", ["text"] = Text(random) })
        );
        return article;

        void AddSometimes(string name, Func<JsonNode?> create)
        {
            if (random.Next(3) == 0)
                article[name] = create();
        }
    }

    private static JsonObject CreateBlock(Random random, int images)
    {
        var type = Pick(
            random,
            "paragraph",
            "paragraph",
            "heading",
            "quote",
            "pullquote",
            "list",
            "table",
            "image",
            "embed"
        );
        return type switch
        {
            "heading" => new()
            {
                ["type"] = type,
                ["level"] = random.Next(2, 7),
                ["text"] = Line(random),
            },
            "quote" or "pullquote" => new()
            {
                ["type"] = type,
                ["html"] = Html(random),
                ["cite"] = random.Next(2) == 0 ? null : Line(random),
            },
            "list" => new()
            {
                ["type"] = type,
                ["ordered"] = random.Next(2) == 0,
                ["items"] = CreateItems(random, 1),
            },
            "table" => new()
            {
                ["type"] = type,
                ["header"] = Many(random, 0, 3, () => CreateCell(random)),
                ["rows"] = Many(random, 1, 3, () => Many(random, 1, 3, () => CreateCell(random))),
            },
            "image" when images > 0 => new() { ["type"] = type, ["image"] = $"#{random.Next(images) + 1}" },
            "embed" => new()
            {
                ["type"] = type,
                ["url"] = $"https://www.youtube.com/watch?v={random.Next()}&t=1",
                ["title"] = random.Next(2) == 0 ? null : Line(random),
            },
            _ => random.Next(2) == 0
                ? new() { ["type"] = "paragraph", ["text"] = Text(random) }
                : new() { ["type"] = "paragraph", ["html"] = Html(random) },
        };
    }

    private static JsonArray CreateItems(Random random, int depth) =>
        Many(
            random,
            1,
            3,
            () =>
            {
                var item = new JsonObject { ["text"] = Text(random) };
                if (depth < 3 && random.Next(3) == 0)
                    item["list"] = new JsonObject { ["items"] = CreateItems(random, depth + 1) };
                return item;
            }
        );

    private static JsonObject CreateCell(Random random) =>
        random.Next(2) == 0 ? new() { ["text"] = Text(random) } : new() { ["html"] = Html(random) };

    private static JsonObject CreateImage(Random random)
    {
        var image = new JsonObject();
        if (random.Next(3) > 0)
            image["href"] = $"https://pictures.example.org/{random.Next()}.jpg?a=1&b=2";
        if (random.Next(2) == 0)
            image["altText"] = Line(random);
        if (random.Next(3) > 0)
            image["caption"] = new JsonObject { ["raw"] = Text(random) + " REUTERS/Example Person/File Photo" };
        else if (random.Next(2) == 0)
            image["caption"] = new JsonObject { ["text"] = Text(random), ["dateline"] = CreateDateline(random) };
        return image;
    }

    private static JsonObject CreateDateline(Random random) =>
        new()
        {
            ["places"] = new JsonArray(
                new JsonObject
                {
                    ["locality"] = Pick(random, "Kyiv", "Lisbon"),
                    ["country"] = Pick(random, "Ukraine", "Portugal"),
                }
            ),
            ["date"] =
                random.Next(2) == 0
                    ? new JsonObject { ["iso"] = "2024-12-20" }
                    : new JsonObject { ["month"] = 12, ["day"] = random.Next(1, 31) },
        };

    private static string Html(Random random) =>
        $"{InlineHtml.Escape(Text(random))} <b>{InlineHtml.Escape(Line(random))}</b> <a href=\"https://example.org/?a=1&amp;b=2\">link</a>";

    private static string Text(Random random) =>
        string.Join(' ', Enumerable.Range(0, random.Next(1, 12)).Select(_ => Pick(random, Words)));

    private static string Line(Random random) => Text(random).Replace('\n', ' ');

    private static T Pick<T>(Random random, params T[] from) => from[random.Next(from.Length)];

    private static JsonArray Many(Random random, int least, int most, Func<JsonNode> create) =>
        [.. Enumerable.Range(0, random.Next(least, most + 1)).Select(_ => create())];
}

using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using ArticleApi.Core.Articles;
using ArticleApi.Core.Tests;
using ArticleApi.Http;
using ArticleApi.Http.Bodies;
using ArticleApi.Http.Problems;

namespace ArticleApi.Tests.Http;

/// <summary>
/// What a request's reader costs, by the processor's time: nothing else of this process may run beside it.
/// </summary>
[Collection(nameof(RequestGrowthTests))]
[CollectionDefinition(nameof(RequestGrowthTests), DisableParallelization = true)]
public class RequestGrowthTests
{
    private const int PiecesOfAReader = 10;
    private const int MostWords = 4;

    private static readonly string[] Json =
    [
        "{\"a\":",
        "\"a\":1,",
        "\"a\":{",
        "\"b\":[",
        "},",
        "],",
        "}",
        "]",
        "{",
        "[",
        "{},",
        "[],",
        "1,",
        "null,",
        "\"",
        "\\u0061",
        "\\ud800",
        "\\n",
        " ",
        "\n",
        ":",
        ",",
        "a",
        "1e5,",
        "-",
        "/",
        "~",
        "é",
    ];

    // Each with what means something to it, and with what is only hostile.
    private static readonly Dictionary<string, (Action<string> Read, string[] Words, string[] Pieces)> Readers = new()
    {
        ["merge patch"] = (
            text => Patch($"{{\"a\":{{{text}\"z\":1}}}}"),
            Json,
            ["\"a\":{", "\"a\":[", "[", "\"a\":1,", "\"\\u0061", " ", "\"/~"]
        ),
        ["merge patch, list"] = (
            text => Patch($"{{\"a\":[{text}1]}}"),
            Json,
            ["{\"a\":{},\"b\":1},", "[],", "1,", "\"a\",", "{\"a\":", "[["]
        ),
        ["merge patch, text"] = (
            text => Patch($"{{\"a\":\"{text}\"}}"),
            Json,
            ["\\n", "\\u0061", "é", "\\ud83d\\ude00", "\uFFFE"]
        ),
        ["fields"] = (
            text => FieldSelection.Parse(text.Split(','), typeof(ArticleDocument)),
            ["headline", "images", ".", ",", "caption", " ", "dateline", "body", "text", "x"],
            ["headline,", "images.caption.text,", ".", ",", " ", "images.", "body.text,"]
        ),
        ["fields of a document"] = (
            text => Cut($"{{\"headline\":\"T\",\"body\":[{text}{{}}]}}"),
            ["{\"text\":\"x\"},", "[],", "{},", "{\"a\":{\"text\":1}},", "1,", "\"a\","],
            ["{\"text\":\"x\"},", "{\"a\":{\"text\":1}},", "[],"]
        ),
    };

    public static TheoryData<string> Names => [.. Readers.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Twice_as_much_takes_about_twice_as_long(string name)
    {
        var (read, words, pieces) = Readers[name];
        var random = new Random(1);
        var byChance = Enumerable
            .Range(0, PiecesOfAReader)
            .Select(_ => string.Concat(random.GetItems(words, random.Next(1, MostWords + 1))));
        foreach (var piece in pieces.Concat(byChance))
            TimeGrowth.IsAboutLinear(
                $"{name}: '{piece}'",
                read,
                length => string.Concat(Enumerable.Repeat(piece, Math.Max(1, length / piece.Length)))
            );
    }

    // As deep as a body may be, with much at the bottom, beside as much that stands there already.
    [Fact]
    public void A_deep_patch_is_not_copied_at_each_level()
    {
        var (opened, closed) = (string.Concat(Enumerable.Repeat("{\"a\":", 30)), new string('}', 30));
        var flat = Time(text => Patch($"{{\"a\":[{text}1]}}"));
        var deep = Time(text => Patch($"{opened}[{text}1]{closed}"));

        Assert.InRange(deep, 0, (3 * flat) + 0.1);

        static double Time(Action<string> patch) =>
            TimeGrowth.TimeOfTwo(patch, string.Concat(Enumerable.Repeat("\"word\",", 90_000)));
    }

    private static void Patch(string json)
    {
        try
        {
            var patch = JsonBody.Parse(Encoding.UTF8.GetBytes(json));
            MergePatch.Apply(new JsonObject { ["a"] = new JsonObject { ["b"] = 1 } }, patch);
        }
        catch (ProblemException)
        {
            // Refused, which takes its time too.
        }
    }

    private static void Cut(string json)
    {
        var (selection, _) = FieldSelection.Parse(["headline", "body.text"], typeof(ArticleDocument));
        try
        {
            using var writer = new Utf8JsonWriter(Stream.Null);
            selection!.CopyTo(Encoding.UTF8.GetBytes(json), writer);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            // Only what the service wrote itself is cut; here it may be broken.
        }
    }
}

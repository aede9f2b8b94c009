// Writes a made-up corpus as NDJSON, one article to a line, in the service's own JSON. The same seed gives the same
// bytes.
using System.Buffers;
using System.CommandLine;
using Corpus;

var articles = new Option<int>("--articles")
{
    Description = "The corpus's size; its ten years are shared out among as many.",
    DefaultValueFactory = _ => 10_000,
};
articles.Validators.Add(given =>
{
    if (given.GetValueOrDefault<int>() < 1)
        given.AddError("--articles is 1 or more.");
});
var from = new Option<int>("--from")
{
    Description = "The number of the first article written, from 0: what is left of a corpus begun before.",
    DefaultValueFactory = _ => 0,
};
from.Validators.Add(given =>
{
    if (given.GetValueOrDefault<int>() < 0)
        given.AddError("--from is 0 or more.");
});
var seed = new Option<int>("--seed") { Description = "Another seed, another corpus.", DefaultValueFactory = _ => 1 };
var file = new Option<FileInfo?>("--out") { Description = "Write to this file instead of the standard output." };
var markers = new Option<bool>("--markers")
{
    Description = "List the words planted to measure search, each with its period: one article in so many has it.",
};

var command = new RootCommand("Writes a made-up corpus of articles as NDJSON.") { articles, from, seed, file, markers };
command.SetAction(parsed =>
{
    if (parsed.GetValue(markers))
    {
        foreach (var marker in Marker.All)
            Console.WriteLine($"{marker.Word}\t{marker.Period}");
        return;
    }

    using var output = parsed.GetValue(file)?.Create() ?? Console.OpenStandardOutput();
    var buffer = new ArrayBufferWriter<byte>(2 << 20);
    using var writer = new ArticleWriter(
        buffer,
        new PublicationTimes(parsed.GetValue(articles), parsed.GetValue(seed)),
        parsed.GetValue(seed)
    );
    for (var number = parsed.GetValue(from); number < parsed.GetValue(articles); number++)
    {
        writer.Write(number);
        if (buffer.WrittenCount < 1 << 20)
            continue;

        output.Write(buffer.WrittenSpan);
        buffer.ResetWrittenCount();
    }

    output.Write(buffer.WrittenSpan);
});
return command.Parse(args).Invoke();

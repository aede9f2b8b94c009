// What ArticleApi is measured against: the same summaries and articles from a schema of their own, assembled on each
// request with hand-written SQL and ADO.NET, as one would write it in a day for this purpose alone. No product round
// it: no versions, visibility, validation, errors or limits.   Yardstick load DATABASE [NDJSON]     from a file, or
// else the standard input   Yardstick serve DATABASE [--urls …]
using System.Globalization;
using Yardstick;

if (args is ["load", var target, .. var source])
{
    using var input = source is [var file, ..] ? File.OpenRead(file) : Console.OpenStandardInput();
    using var loader = new Loader(target);
    loader.Load(input, Console.WriteLine);
    return 0;
}

if (args is not ["serve", var database, ..])
{
    Console.Error.WriteLine("Yardstick load DATABASE [NDJSON] | serve DATABASE [--urls …]");
    return 1;
}

var builder = WebApplication.CreateSlimBuilder(args[2..]);
builder.Logging.ClearProviders();
var app = builder.Build();
using var readers = new Readers(database);

app.MapGet("/list", context => Answer(context, reader => reader.Newest()));
app.MapGet(
    "/filter",
    context =>
        Answer(
            context,
            reader => reader.Filtered(Text(context, "country"), Instant(context, "from"), Instant(context, "before"))
        )
);
app.MapGet("/search", context => Answer(context, reader => reader.Search(Text(context, "word"))));
app.MapGet("/search-ranked", context => Answer(context, reader => reader.Ranked(Text(context, "word"))));
app.MapGet(
    "/article/{slug}",
    context => Answer(context, reader => reader.Article((string)context.GetRouteValue("slug")!))
);
app.MapGet("/slugs", context => Answer(context, reader => reader.Slugs()));
app.Run();
return 0;

async Task Answer(HttpContext context, Func<Reader, ReadOnlyMemory<byte>?> ask)
{
    var reader = readers.Rent();
    try
    {
        if (ask(reader) is not { } json)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        context.Response.ContentType = "application/json";
        context.Response.ContentLength = json.Length;
        await context.Response.Body.WriteAsync(json);
    }
    finally
    {
        readers.Return(reader);
    }
}

static string Text(HttpContext context, string name) => context.Request.Query[name].ToString();

static long Instant(HttpContext context, string name) =>
    DateTimeOffset
        .Parse(Text(context, name), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal)
        .ToUnixTimeMilliseconds();

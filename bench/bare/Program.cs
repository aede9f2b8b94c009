// What ArticleApi is measured against: Kestrel with one endpoint and nothing round it.
// Each argument that is a number is a size in bytes; GET /{size} answers with a constant body of that size.
using System.Collections.Frozen;
using System.Globalization;

var builder = WebApplication.CreateSlimBuilder(args);
builder.Logging.ClearProviders();
var app = builder.Build();

var bodies = args.Where(argument => int.TryParse(argument, CultureInfo.InvariantCulture, out _))
    .ToFrozenDictionary(
        size => $"/{size}",
        size =>
            (ReadOnlyMemory<byte>)Enumerable.Repeat((byte)' ', int.Parse(size, CultureInfo.InvariantCulture)).ToArray()
    );

app.Run(async context =>
{
    if (!bodies.TryGetValue(context.Request.Path.Value ?? "", out var body))
    {
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return;
    }

    context.Response.ContentType = "application/json";
    context.Response.ContentLength = body.Length;
    await context.Response.Body.WriteAsync(body);
});

app.Run();

using System.Net;
using System.Text.Json.Nodes;

namespace ArticleApi.Tests.Infrastructure;

/// <summary>A stream of server-sent events, read line by line as the HTML standard says.</summary>
internal sealed class EventStream : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly HttpResponseMessage _response;
    private readonly StreamReader _lines;

    private EventStream(HttpResponseMessage response, Stream body)
    {
        _response = response;
        _lines = new(body);
    }

    public HttpResponseMessage Response => _response;

    /// <summary>What a reconnect sends as <c>Last-Event-ID</c>.</summary>
    public string LastEventId { get; private set; } = "";

    public string? Retry { get; private set; }

    public List<string> Comments { get; } = [];

    /// <summary>Opens a stream, and reads the lines that every stream begins with.</summary>
    /// <param name="lastEventId">Null where it is not taken up again.</param>
    public static async Task<EventStream> OpenAsync(HttpClient client, string query = "", string? lastEventId = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/changes/stream?" + query);
        if (lastEventId is not null)
            request.Headers.TryAddWithoutValidation("Last-Event-ID", lastEventId);
        var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var stream = new EventStream(response, await response.Content.ReadAsStreamAsync());
        await stream.ReadBlockAsync();
        return stream;
    }

    /// <returns>The next change; null where the stream has ended.</returns>
    public async Task<JsonObject?> ReadChangeAsync()
    {
        while (await ReadBlockAsync() is { } block)
        {
            if (block.Data is not { } data)
                continue;

            Assert.Equal("change", block.Event);
            var change = JsonNode.Parse(data)!.AsObject();
            Assert.Equal((string?)change["cursor"], LastEventId);
            return change;
        }

        return null;
    }

    /// <summary>Reads on to the next empty line.</summary>
    public async Task<(string? Event, string? Data)?> ReadBlockAsync()
    {
        (string? Event, string? Data) block = default;
        while (await _lines.ReadLineAsync().WaitAsync(Patience) is { } line)
        {
            if (line.Length == 0)
                return block;

            var colon = line.IndexOf(':', StringComparison.Ordinal);
            var value = line[(colon + 1)..].TrimStart(' ');
            switch (line[..colon])
            {
                case "":
                    Comments.Add(value);
                    break;
                case "id":
                    LastEventId = value;
                    break;
                case "event":
                    block.Event = value;
                    break;
                case "data":
                    Assert.Null(block.Data);
                    block.Data = value;
                    break;
                case "retry":
                    Retry = value;
                    break;
                default:
                    Assert.Fail($"'{line}' is no field of an event.");
                    break;
            }
        }

        return null;
    }

    public void Dispose()
    {
        _lines.Dispose();
        _response.Dispose();
    }
}

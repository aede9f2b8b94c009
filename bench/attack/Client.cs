using System.Net;
using System.Text;
using System.Text.Json;

namespace ArticleApi.Attacks;

/// <summary>A caller of the service, with or without a key. Follows no redirect and keeps no cookie.</summary>
internal sealed class Client : IDisposable
{
    private readonly HttpClient _http;
    private readonly string? _key;

    public Client(string url, string? key = null, int connections = 64)
    {
        _key = key;
        Url = url;
        _http = new(
            new SocketsHttpHandler
            {
                AllowAutoRedirect = false,
                UseCookies = false,
                AutomaticDecompression = DecompressionMethods.All,
                MaxConnectionsPerServer = connections,
            }
        )
        {
            BaseAddress = new(url),
            Timeout = TimeSpan.FromSeconds(60),
        };
    }

    public string Url { get; }

    public Task<Answer> GetAsync(string path, params (string Name, string Value)[] headers) =>
        SendAsync("GET", path, null, headers);

    public async Task<Answer> SendAsync(
        string method,
        string path,
        object? body,
        params (string Name, string Value)[] headers
    )
    {
        using var request = new HttpRequestMessage(new(method), path);
        if (_key is not null)
            request.Headers.TryAddWithoutValidation("Authorization", "Bearer " + _key);
        if (body is not null)
            request.Content = ContentOf(method, body);
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);

        using var response = await _http.SendAsync(request);
        var found = new SortedDictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, values) in response.Headers.Concat(response.Content.Headers))
            found[name] = string.Join(", ", values);
        return new((int)response.StatusCode, found, await response.Content.ReadAsByteArrayAsync());
    }

    /// <summary>Asks for what must succeed.</summary>
    public async Task<Answer> MustAsync(
        string method,
        string path,
        object? body = null,
        params (string Name, string Value)[] headers
    )
    {
        var answer = await SendAsync(method, path, body, headers);
        return answer.Status is >= 200 and < 300
            ? answer
            : throw new InvalidOperationException($"{method} {path} was answered {answer.Status}: {answer.Text}");
    }

    public void Dispose() => _http.Dispose();

    private static ByteArrayContent ContentOf(string method, object body)
    {
        var content = body is byte[] bytes
            ? new ByteArrayContent(bytes)
            : new ByteArrayContent(Encoding.UTF8.GetBytes(body as string ?? JsonSerializer.Serialize(body)));
        var type = method == "PATCH" ? "application/merge-patch+json" : "application/json";
        content.Headers.ContentType = new(body is byte[] ? "application/octet-stream" : type);
        return content;
    }
}

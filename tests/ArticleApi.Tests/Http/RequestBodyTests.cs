using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using ArticleApi.Hosting;
using ArticleApi.Http.Bodies;
using ArticleApi.Tests.Infrastructure;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Configuration;

namespace ArticleApi.Tests.Http;

/// <summary>Bodies take so much memory at once; callers without a key take none of that of those who write.</summary>
public class RequestBodyTests(SqliteHost api) : IClassFixture<SqliteHost>
{
    private const int Largest = JsonBody.MaxBytes;

    // As many of the largest as the room for open callers holds.
    private const int Filling = 8;

    [Fact]
    public async Task Who_finds_no_room_is_told_to_come_again_and_keys_have_room_of_their_own()
    {
        using var open = api.CreateAnonymousClient();
        using var desk = await api.CreateClientWithKeyAsync();
        var slow = Enumerable.Range(0, Filling).Select(_ => new SlowBody(Largest)).ToList();
        var sending = slow.ConvertAll(body => open.PostAsync("/v1/parse/captions", body));
        await Task.WhenAll(slow.ConvertAll(body => body.Begun));

        var waiting = open.PostAsync("/v1/parse/captions", Captions());
        using (var written = await desk.PostAsync("/v1/parse/captions", Captions()))
            Assert.Equal(HttpStatusCode.OK, written.StatusCode);
        Assert.False(waiting.IsCompleted);
        while (!waiting.IsCompleted)
        {
            api.Clock.Advance(TimeSpan.FromMilliseconds(100));
            await Task.Delay(1, TestContext.Current.CancellationToken);
        }

        using (var refused = await waiting)
        {
            Assert.Equal("5", refused.Headers.RetryAfter!.ToString());
            await refused.ShouldBeProblem(HttpStatusCode.ServiceUnavailable, "overloaded");
        }

        slow.ForEach(body => body.Finish());
        Assert.All(
            await Task.WhenAll(sending),
            answer =>
            {
                Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
                answer.Dispose();
            }
        );

        using var again = await open.PostAsync("/v1/parse/captions", Captions());
        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
    }

    [Fact]
    public async Task Long_documents_are_read_one_after_the_other_and_short_ones_beside_them()
    {
        using var bodies = new RequestBodyReader(new ConfigurationBuilder().Build(), api.Clock);
        var (first, second, small) = (
            new FakeRequest(RawBody.MaxBytes / 2),
            new FakeRequest(1024 * 1024),
            new FakeRequest(1024)
        );
        await bodies.ReadRawAsync(first.Context);
        Assert.Equal(1024, (await bodies.ReadRawAsync(small.Context)).Length);

        var waiting = bodies.ReadRawAsync(second.Context).AsTask();
        Assert.False(waiting.IsCompleted);
        await first.CompleteAsync();

        Assert.Equal(1024 * 1024, (await waiting).Length);
        await second.CompleteAsync();
        await small.CompleteAsync();
    }

    [Theory]
    [InlineData(1, HttpStatusCode.OK)]
    [InlineData(200_000, HttpStatusCode.BadRequest)]
    [InlineData(Largest + 1, HttpStatusCode.RequestEntityTooLarge)]
    public async Task A_body_in_chunks_is_read_whole_or_refused(int blanks, HttpStatusCode expected)
    {
        using var open = api.CreateAnonymousClient();
        // What is too long for a caption, or for a body, is told from what was sent last.
        var text = $$"""{"raw":["Rain{{new string('x', blanks)}}"]}""";
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/parse/captions")
        {
            Content = new StreamContent(new MemoryStream(Encoding.UTF8.GetBytes(text))),
        };
        request.Content.Headers.ContentType = new("application/json");
        request.Headers.TransferEncodingChunked = true;

        using var answer = await open.SendAsync(request);

        Assert.Equal(expected, answer.StatusCode);
    }

    [Trait("Speed", "slow")]
    [Theory]
    [InlineData("zz\r\n"), InlineData("fffffffff\r\n"), InlineData("-1\r\n"), InlineData("2\r\n{}xx")]
    public async Task Chunks_that_are_none_are_a_bad_request(string chunks)
    {
        await using var service = api.WithWebHostBuilder(builder => builder.UseSetting("urls", "http://127.0.0.1:0"));
        service.UseKestrel(0);
        service.StartServer();
        using var socket = new TcpClient();
        await socket.ConnectAsync(
            IPAddress.Loopback,
            service.ClientOptions.BaseAddress.Port,
            TestContext.Current.CancellationToken
        );
        var stream = socket.GetStream();
        await stream.WriteAsync(
            Encoding.ASCII.GetBytes(
                "POST /v1/parse/captions HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
                    + "Transfer-Encoding: chunked\r\n\r\n"
                    + chunks
            ),
            TestContext.Current.CancellationToken
        );

        using var answer = new StreamReader(stream, Encoding.ASCII);
        Assert.Equal("HTTP/1.1 400 Bad Request", await answer.ReadLineAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [
        InlineData(RequestBodyReader.OpenMegabytesSetting, "31"),
        InlineData(RequestBodyReader.KeyedMegabytesSetting, "much")
    ]
    public void A_room_smaller_than_the_largest_body_stops_the_start(string name, string setting) =>
        Assert.Equal(
            $"{name} is '{setting}'; allowed are 32 to 65536.",
            Assert
                .Throws<InvalidOperationException>(() =>
                    ApiHost.Build(
                        [$"--{name}={setting}", "--ConnectionStrings:Articles=Data Source=:memory:"],
                        quiet: true
                    )
                )
                .Message
        );

    private static StringContent Captions() =>
        new("""{"raw":["Rain in Lisbon."]}""", Encoding.UTF8, "application/json");

    /// <summary>A request with a body that is there, and is answered when the test says so.</summary>
    private sealed class FakeRequest : HttpResponseFeature
    {
        private readonly Stack<Func<Task>> _completed = [];

        public FakeRequest(int length)
        {
            Context.Features.Set<IHttpResponseFeature>(this);
            Context.Request.Body = new MemoryStream(new byte[length]);
            Context.Request.ContentLength = length;
        }

        public DefaultHttpContext Context { get; } = new();

        public override void OnCompleted(Func<object, Task> callback, object state) =>
            _completed.Push(() => callback(state));

        public async Task CompleteAsync()
        {
            while (_completed.TryPop(out var callback))
                await callback();
        }
    }

    /// <summary>Sends more of itself than is taken unread, and the rest once it is told to.</summary>
    private sealed class SlowBody : HttpContent
    {
        private const int Beginning = 1024 * 1024;

        private readonly int _length;
        private readonly TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _finish = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public SlowBody(int length)
        {
            _length = length;
            Headers.ContentType = new MediaTypeHeaderValue("application/json");
            Headers.ContentLength = length;
        }

        /// <summary>The service reads: it has given the body its room.</summary>
        public Task Begun => _begun.Task;

        public void Finish() => _finish.TrySetResult();

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            await stream.WriteAsync(new byte[Beginning]);
            _begun.TrySetResult();
            await _finish.Task;
            await stream.WriteAsync(Encoding.UTF8.GetBytes(new string(' ', _length - Beginning)));
        }

        protected override bool TryComputeLength(out long length)
        {
            length = _length;
            return true;
        }
    }
}

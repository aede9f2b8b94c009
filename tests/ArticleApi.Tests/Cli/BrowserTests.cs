using System.Diagnostics;
using ArticleApi.Tests.Infrastructure;
using Microsoft.Playwright;

namespace ArticleApi.Tests.Cli;

/// <summary>The executable started as a newcomer starts it, seen through a browser.</summary>
[Trait("Speed", "slow")]
public sealed class BrowserTests : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("articleapi-browser-");
    private Process? _service;
    private IPlaywright? _playwright;
    private IBrowser? _browser;
    private string _home = "";

    public async ValueTask InitializeAsync()
    {
        Browser.SkipUnlessAvailable();
        (_service, var home) = await Executable.ServeAsync(
            _folder,
            new() { ["ASPNETCORE_ENVIRONMENT"] = "Development", ["Seeds__Path"] = Repository.Seeds }
        );
        _home = home.GetLeftPart(UriPartial.Authority);
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(
            new() { ExecutablePath = Browser.Chromium, Args = Browser.Args }
        );
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();
        _playwright?.Dispose();
        if (_service is not null)
        {
            _service.Kill();
            await _service.WaitForExitAsync();
            _service.Dispose();
        }

        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task The_landing_page_shows_both_seeds()
    {
        var page = await _browser!.NewPageAsync();
        await page.GotoAsync(_home);

        Assert.Equal(
            [
                "Over 12,300 Civilians Killed since Start of Ukraine War, UN says",
                "Turkey Reaffirms Plans to Use Russian-made Missile Defense System",
            ],
            await page.Locator("ol a").AllInnerTextsAsync()
        );
        Assert.True(await page.GetByText("Swagger UI").IsVisibleAsync());
        // The page's own style is let through by its policy.
        Assert.Equal(
            "704px",
            await page.Locator("body").EvaluateAsync<string>("body => getComputedStyle(body).maxWidth")
        );
    }

    [Theory]
    [
        InlineData("/"),
        InlineData("/problems/gone"),
        InlineData("/docs/editing"),
        InlineData("/swagger/index.html"),
        InlineData("/v1/articles")
    ]
    public async Task No_page_does_what_its_policy_forbids(string path)
    {
        var page = await _browser!.NewPageAsync();
        var complaints = new List<string>();
        page.Console += (_, message) => complaints.Add(message.Text);
        page.PageError += (_, error) => complaints.Add(error);

        var response = await page.GotoAsync(_home + path, new() { WaitUntil = WaitUntilState.NetworkIdle });

        Assert.Contains(
            "frame-ancestors 'none'",
            response!.Headers["content-security-policy"],
            StringComparison.Ordinal
        );
        Assert.DoesNotContain(
            complaints,
            complaint => complaint.Contains("Content Security Policy", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task Swagger_writes_with_the_development_key()
    {
        var page = await _browser!.NewPageAsync();
        await page.GotoAsync(_home + "/swagger");

        var operation = page.Locator(".opblock-post[id$='createArticle']");
        await operation.Locator(".opblock-summary").ClickAsync();
        await operation.Locator("button.execute").ClickAsync();
        var status = operation.Locator(".live-responses-table .response-col_status").Nth(1);
        await status.WaitForAsync();

        Assert.StartsWith("201", (await status.InnerTextAsync()).Trim(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Swagger_shows_padlocks_only_where_a_key_is_needed()
    {
        var page = await _browser!.NewPageAsync();
        await page.GotoAsync(_home + "/swagger");
        await page.Locator(".opblock-post[id$='createArticle'] .authorization__btn").WaitForAsync();

        Assert.Equal(0, await page.Locator(".opblock-get[id$='listArticles'] .authorization__btn").CountAsync());
        Assert.Equal(1, await page.Locator(".opblock-get[id$='listJobs'] .authorization__btn").CountAsync());
    }

    [Fact]
    public async Task Swagger_lists_the_seeds_when_it_is_tried_out()
    {
        var page = await _browser!.NewPageAsync();
        var complaints = new List<string>();
        page.PageError += (_, error) => complaints.Add(error);
        page.Console += (_, message) =>
            complaints.AddRange(
                message.Text.Contains("Content Security Policy", StringComparison.Ordinal) ? [message.Text] : []
            );
        await page.GotoAsync(_home + "/swagger");

        var operation = page.Locator(".opblock-get[id$='listArticles']");
        await operation.Locator(".opblock-summary").ClickAsync();
        await operation.Locator("button.execute").ClickAsync();
        var answer = operation.Locator(".live-responses-table .response-col_description .highlight-code").First;
        await answer.WaitForAsync();

        Assert.Contains(
            "Turkey Reaffirms Plans to Use Russian-made Missile Defense System",
            await answer.InnerTextAsync(),
            StringComparison.Ordinal
        );
        Assert.Equal(
            "200",
            (
                await operation.Locator(".live-responses-table tbody td.response-col_status").First.InnerTextAsync()
            ).Trim()
        );
        Assert.Empty(complaints);
    }
}

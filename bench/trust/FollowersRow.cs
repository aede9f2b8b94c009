using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using ArticleApi.Attacks;

namespace ArticleApi.Trust;

/// <summary>
/// Twenty followers over random histories on both databases: the test of them, with as many histories as are promised.
/// </summary>
internal static partial class FollowersRow
{
    public static async Task RunAsync(Attack attack)
    {
        var histories = attack.IsShort ? 3 : 10_000;
        var start = new ProcessStartInfo(
            "dotnet",
            ["artifacts/bin/ArticleApi.Tests/release/ArticleApi.Tests.dll", "-class", "*.FollowerTests*"]
        )
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["ARTICLEAPI_HISTORIES"] = histories.ToString(CultureInfo.InvariantCulture);
        start.Environment["ARTICLEAPI_SEED"] = attack.Dice.Next(1_000_000).ToString(CultureInfo.InvariantCulture);
        using var process = Process.Start(start)!;
        var complaints = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        var result = Result().Match(output);
        var isMet =
            process.ExitCode == 0
            && result.Success
            && result.Groups["total"].Value == "2"
            && result.Groups["failed"].Value == "0"
            && result.Groups["skipped"].Value == "0";
        if (!isMet)
            Console.WriteLine(output + await complaints);
        attack.Goals.Add(
            $"lost, doubled, reordered or wrongly told changes of 20 followers, {histories:N0} histories a database",
            "0",
            isMet ? "0" : "some; see above",
            isMet
        );
    }

    [GeneratedRegex(@"Total: (?<total>\d+), .*Failed: (?<failed>\d+), Skipped: (?<skipped>\d+)")]
    private static partial Regex Result();
}

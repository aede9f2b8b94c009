using System.Globalization;
using ArticleApi.Accuracy;

// Reads the samples and says how many of them came out right: a Markdown table, and with --failures the rows that did
// not.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
if (Samples.Find() is not { } data)
{
    Console.Error.WriteLine("There are no samples: ARTICLEAPI_TEST_DATA says where they are.");
    return 1;
}

var scores = Measures
    .All.Where(measure => Directory.Exists(Path.Combine(data, measure.Folder)))
    .Select(measure => measure.On(data))
    .ToList();
var reached = true;

Console.WriteLine("| set | rows | right | share | goal |\n| --- | --: | --: | --: | --: |");
foreach (var score in scores)
{
    reached &= score.Reached;
    Console.WriteLine(
        $"| {score.Measure.Name} | {score.Rows.Count} | {score.Right} | {score.Share:P1} | {score.Measure.Goal:P1}{Mark(score.Reached)} |"
    );
}

foreach (var speed in Speed.All)
{
    var rate = speed.On(data, TimeSpan.FromSeconds(1), 8);
    reached &= rate >= speed.Goal;
    Console.WriteLine($"| {speed.Name} | | {rate} | | {speed.Goal}{Mark(rate >= speed.Goal)} |");
}

if (args.Contains("--failures"))
{
    foreach (var score in scores.Where(score => score.Failures.Any()))
    {
        Console.WriteLine($"\n## {score.Measure.Name}");
        foreach (var row in score.Failures)
            Console.WriteLine($"\n- {row.Input}\n  - expected: {row.Expected}\n  - got: {row.Got}");
    }
}

return reached ? 0 : 2;

static string Mark(bool reached) => reached ? "" : " missed";

using ArticleApi.Auth;
using ArticleApi.Core.Articles;
using ArticleApi.Core.Rejections;
using ArticleApi.Editing;
using ArticleApi.Features.Articles;
using ArticleApi.Log.Maintenance;

namespace ArticleApi.Cli;

/// <summary>
/// The job that an example names: the withdrawal by query of an article that is there for it. Those that clients begin
/// have ids of their own each time.
/// </summary>
internal static class ExampleJob
{
    private const string Where = "genre=Example";

    private static readonly Guid Id = StableId.Of("job", "example");

    public static async Task RunAsync(IServiceProvider services, CancellationToken cancellation)
    {
        await using var scope = services.CreateAsyncScope();
        var targets = scope.ServiceProvider.GetRequiredService<WithdrawalTargets>();
        var scheduler = scope.ServiceProvider.GetRequiredService<WithdrawalScheduler>();
        await scheduler.ScheduleAsync(
            Where,
            new("It was an example.", null) { JobId = Id },
            await targets.FindAsync(Where, cancellation),
            new(Caller.Operator, ExpectedVersion.Unstated),
            cancellation
        );
        await scope.ServiceProvider.GetRequiredService<IWithdrawalJobRunner>().RunBatchAsync(Id, cancellation);
    }
}

namespace ArticleApi.Intake;

internal static class IntakeServices
{
    public static IServiceCollection AddIntake(this IServiceCollection services) =>
        services
            .AddScoped<Making>()
            .AddScoped<Uses>()
            .AddScoped<Arriving>()
            .AddScoped<Revising>()
            .AddScoped<Importing>();
}

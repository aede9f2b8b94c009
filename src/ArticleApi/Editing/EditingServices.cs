namespace ArticleApi.Editing;

internal static class EditingServices
{
    public static IServiceCollection AddEditing(this IServiceCollection services) =>
        services
            .AddSingleton<ArticleFactory>()
            .AddScoped<SlugAllocator>()
            .AddScoped<DatelineInterner>()
            .AddScoped<TrackedRows>()
            .AddScoped<ImageUseResolver>()
            .AddScoped<ArticleWriter>()
            .AddScoped<CorrectionEditor>()
            .AddScoped<LabelResolver>()
            .AddScoped<ExternalIds>()
            .AddScoped<ArticleEditor>()
            .AddScoped<ArticleImageEditor>()
            .AddScoped<ComponentWriter>()
            .AddScoped<ImageEditor>()
            .AddScoped<CaptionEditor>()
            .AddScoped<DatelineEditor>();
}

namespace ArticleApi.Editing;

internal static class EditingServices
{
    public static IServiceCollection AddEditing(this IServiceCollection services) =>
        services
            .AddScoped<ArticleFactory>()
            .AddScoped<ImageUseResolver>()
            .AddScoped<ArticleWriter>()
            .AddScoped<ArticleEditor>()
            .AddScoped<ArticleImageEditor>()
            .AddScoped<ComponentWriter>()
            .AddScoped<ImageEditor>()
            .AddScoped<CaptionEditor>()
            .AddScoped<DatelineEditor>();
}

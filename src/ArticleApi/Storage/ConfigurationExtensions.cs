using System.Globalization;

namespace ArticleApi.Storage;

internal static class ConfigurationExtensions
{
    /// <exception cref="InvalidOperationException">Saying what is allowed.</exception>
    public static int WholeNumber(this IConfiguration configuration, string name, int otherwise, int least, int most) =>
        configuration[name] is not { } setting ? otherwise
        : int.TryParse(setting, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
        : throw new InvalidOperationException($"{name} is '{setting}'; allowed are {least} to {most}.");
}

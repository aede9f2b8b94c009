using System.Globalization;

namespace ArticleApi;

internal static class ConfigurationExtensions
{
    /// <exception cref="InvalidOperationException">Saying what is allowed.</exception>
    public static int WholeNumber(this IConfiguration configuration, string name, int otherwise, int least, int most)
    {
        if (configuration[name] is not { } setting)
            return otherwise;
        if (int.TryParse(setting, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most)
            return number;

        throw new InvalidOperationException($"{name} is '{setting}'; allowed are {least} to {most}.");
    }
}

using System.Globalization;
using CsCheck;

namespace ArticleApi.Core.Tests;

/// <summary>
/// Checks of what holds for anything that a generator makes. The same values every time, so that a suite that passed
/// passes again; with PROPERTY_SECONDS set, as many others as that time allows, and what fails is made as small as it
/// can be.
/// </summary>
internal static class PropertyChecks
{
    private static readonly int? Seconds = int.TryParse(
        Environment.GetEnvironmentVariable("PROPERTY_SECONDS"),
        CultureInfo.InvariantCulture,
        out var seconds
    )
        ? seconds
        : null;

    public static void ForAll<T>(this Gen<T> any, Action<T> holds, int count = 100)
    {
        if (Seconds is { } time)
        {
            any.Sample(holds, time: time);
            return;
        }

        for (var i = 0; i < count; i++)
        {
            var value = any.Generate(new PCG(1, (ulong)i), null, out _);
            try
            {
                holds(value);
            }
            catch (Exception error)
            {
                throw new InvalidOperationException($"It does not hold for {Check.Print(value)}", error);
            }
        }
    }

    public static void ForAll<T1, T2>(this Gen<(T1, T2)> any, Action<T1, T2> holds, int count = 100) =>
        any.ForAll(value => holds(value.Item1, value.Item2), count);

    public static void ForAll<T1, T2, T3>(this Gen<(T1, T2, T3)> any, Action<T1, T2, T3> holds, int count = 100) =>
        any.ForAll(value => holds(value.Item1, value.Item2, value.Item3), count);

    public static void ForAll<T1, T2, T3, T4, T5>(
        this Gen<(T1, T2, T3, T4, T5)> any,
        Action<T1, T2, T3, T4, T5> holds,
        int count = 100
    ) => any.ForAll(value => holds(value.Item1, value.Item2, value.Item3, value.Item4, value.Item5), count);

    public static void ForAll<T1, T2, T3, T4, T5, T6>(
        this Gen<(T1, T2, T3, T4, T5, T6)> any,
        Action<T1, T2, T3, T4, T5, T6> holds,
        int count = 100
    ) =>
        any.ForAll(value => holds(value.Item1, value.Item2, value.Item3, value.Item4, value.Item5, value.Item6), count);
}

using ArticleApi.Core.Datelines;
using CsCheck;

namespace ArticleApi.Core.Tests.Datelines;

public class PartialDateTests
{
    [Theory]
    [InlineData(2019, 3, 11, "2019-03-11", DatePrecision.Day)]
    [InlineData(null, 11, 22, null, DatePrecision.MonthDay)]
    [InlineData(2024, 9, null, null, DatePrecision.Month)]
    [InlineData(2024, null, null, null, DatePrecision.Year)]
    [InlineData(null, 2, 29, null, DatePrecision.MonthDay)]
    [InlineData(2024, 2, 29, "2024-02-29", DatePrecision.Day)]
    public void A_date_is_as_exact_as_its_parts(int? year, int? month, int? day, string? iso, DatePrecision precision)
    {
        var date = PartialDate.Create(year, month, day);

        Assert.NotNull(date);
        Assert.Equal((iso, precision), (date.Iso, date.Precision));
        Assert.Equal(year is null, date.Start is null);
    }

    [Theory]
    [InlineData(null, null, null)]
    [InlineData(null, null, 3)]
    [InlineData(2024, null, 3)]
    [InlineData(2023, 2, 29)]
    [InlineData(2024, 13, 1)]
    [InlineData(0, 1, 1)]
    [InlineData(2024, 4, 31)]
    [InlineData(null, 4, null)]
    public void Parts_that_are_no_date_give_none(int? year, int? month, int? day) =>
        Assert.Null(PartialDate.Create(year, month, day));

    [Fact]
    public void An_exact_date_survives_its_text() =>
        Gen.Date.ForAll(day =>
        {
            var date = PartialDate.Create(day.Year, day.Month, day.Day);
            Assert.Equal(date, PartialDate.ParseIso(date!.Iso));
        });
}

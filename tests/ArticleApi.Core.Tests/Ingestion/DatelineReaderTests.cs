using ArticleApi.Core.Datelines;
using ArticleApi.Core.Ingestion;

namespace ArticleApi.Core.Tests.Ingestion;

public class DatelineReaderTests
{
    [Theory]
    [InlineData("PUTRAJAYA, Nov 22 — It rained.", "Putrajaya", null, "--11-22", null)]
    [InlineData("WASHINGTON (Reuters) - It rained.", "Washington", "US", null, "Reuters")]
    [InlineData("WASHINGTON, Nov 19 (Reuters) - It rained.", "Washington", "US", "--11-19", "Reuters")]
    [InlineData("KYIV, Ukraine (AP) — It rained.", "Kyiv", "UA", null, "AP")]
    [InlineData("AUSTIN, Texas (AP) — It rained.", "Austin", "US", null, "AP")]
    [InlineData("SEVASTOPOL, Crimea (AP) -- It rained.", "Sevastopol", null, null, "AP")]
    [InlineData("SEOUL, Nov 26 AFP - It rained.", "Seoul", null, "--11-26", "AFP")]
    [InlineData("London (dpa) - It rained.", "London", "GB", null, "dpa")]
    [InlineData("Ankara, AP— It rained.", "Ankara", null, null, "AP")]
    [InlineData("PORT-AU-PRINCE, Haiti (AP) — It rained.", "Port-au-Prince", "HT", null, "AP")]
    [InlineData("MOSCOW, Monday (Reuters) - It rained.", "Moscow", "RU", null, "Reuters")]
    [InlineData("BOGOTA, 9 Jan 1990 (EFE) -- It rained.", "Bogota", null, "1990-01-09", "EFE")]
    [InlineData("VIENNA — It rained.", "Vienna", "AT", null, null)]
    [InlineData("ST. LOUIS (AP) — It rained.", "St. Louis", "US", null, "AP")]
    [InlineData("THE HAGUE, March 7 (Reuters) - It rained.", "The Hague", null, "--03-07", "Reuters")]
    public void A_lede_begins_with_where_and_when(string paragraph, string locality, string? code, string? date, string? agency)
    {
        var reading = DatelineReader.ReadLede(paragraph);

        Assert.NotNull(reading);
        var place = Assert.Single(reading.Facts.Places);
        Assert.Equal((locality, code, agency), (place.Locality, place.CountryCode, reading.Facts.Agency));
        Assert.Equal(date, reading.Facts.Date is { } d ? d.Iso ?? $"--{d.Month:00}-{d.Day:00}" : null);
        Assert.Equal("It rained.", reading.Rest);
        Assert.Equal("lede", reading.Print.Evidence);
        Assert.StartsWith(reading.Print.Raw, paragraph, StringComparison.Ordinal);
    }

    [Fact]
    public void Several_towns_are_several_places() =>
        Assert.Equal(["Beirut", "The Hague"], DatelineReader.ReadLede("BEIRUT/THE HAGUE, March 7 (Reuters) - It rained.")!.Facts.Places.Select(place => place.Locality));

    [Theory]
    [InlineData("Kiel (dpo) - Finnland ist in Gefahr!")]
    [InlineData("DALLA NOSTRA CORRISPONDENTE NEW YORK - Piove.")]
    [InlineData("NOTE - It rained.")]
    [InlineData("UPDATE 1- It rained.")]
    [InlineData("WRAPUP 2-It rained.")]
    [InlineData("Mar --- ---")]
    [InlineData("- Position of the sun")]
    [InlineData("Tillakaratne Dilshan (cricket) - It rained.")]
    [InlineData("The man — who was late — ran.")]
    [InlineData("It rained.")]
    [InlineData("Turkey’s defense minister has reaffirmed the country’s plans to use a Russian-made missile defense system.")]
    [InlineData("More than 12,300 civilians have been killed, noting the use of drones, long-range missiles and glide bombs, according to Reuters.")]
    public void In_doubt_a_lede_has_no_dateline(string paragraph) => Assert.Null(DatelineReader.ReadLede(paragraph));

    [Theory]
    [InlineData("A fire in Beijing, China October 5, 2021.", "Beijing", "CN", "2021-10-05", null, null)]
    [InlineData("A fire in Paris, France, 12 May 2024.", "Paris", "FR", "2024-05-12", null, null)]
    [InlineData("A fire outside the town of Bakhmut, Ukraine, May 3, 2023.", "Bakhmut", "UA", "2023-05-03", "outside the town of", null)]
    [InlineData("A fire in Tyre, southern Lebanon, Oct. 3, 2024.", "Tyre", "LB", "2024-10-03", null, null)]
    [InlineData("A rally Wednesday, January 10, 2024, in Windham, N.H.", "Windham", "US", "2024-01-10", null, null)]
    [InlineData("He speaks in Shah Alam on November 19, 2024.", "Shah Alam", null, "2024-11-19", null, null)]
    [InlineData("A refinery near Puerto Cabello, Venezuela.", "Puerto Cabello", "VE", null, "near", null)]
    [InlineData("A strike in Kharkiv region, Ukraine, May 5, 2023.", null, "UA", "2023-05-05", null, null)]
    [InlineData("Voters in Atlanta, Georgia, U.S. November 8, 2022.", "Atlanta", "US", "2022-11-08", null, null)]
    [InlineData("A view of Tbilisi, Georgia, March 8, 2023.", "Tbilisi", "GE", "2023-03-08", null, null)]
    [InlineData("Voters in Macon, Georgia, March 8, 2023.", "Macon", null, "2023-03-08", null, null)]
    public void A_caption_says_where_and_when_it_was_taken(string text, string? locality, string? code, string? date, string? qualifier, string? near)
    {
        var reading = DatelineReader.ReadCaption(text);

        Assert.NotNull(reading);
        var place = Assert.Single(reading.Facts.Places);
        Assert.Equal((locality, code, date), (place.Locality, place.CountryCode, reading.Facts.Date?.Iso));
        Assert.Equal(qualifier is null && near is null ? [] : [new PlacePrint(qualifier, near)], reading.Print.Places);
        Assert.Contains(reading.Print.Raw, text, StringComparison.Ordinal);
        Assert.Equal("caption", reading.Print.Evidence);
    }

    [Theory]
    [InlineData("A fire last Tuesday.")]
    [InlineData("She has lived there since March 3, 2019.")]
    [InlineData("The S-400 and the F-35.")]
    [InlineData("He may 5 times march.")]
    [InlineData("")]
    public void What_a_caption_does_not_say_is_not_read(string text) => Assert.Null(DatelineReader.ReadCaption(text));

    [Fact]
    public void A_caption_without_a_year_gets_none() =>
        Assert.Equal(PartialDate.Of(null, 2, 3), DatelineReader.ReadCaption("A fire in Kyiv, Ukraine, Feb. 3.")?.Facts.Date);

    [Fact]
    public void The_datelines_of_an_old_wire_are_read()
    {
        var rows = File.ReadLines(Path.Combine(TestData.Shared("datelines"), "reuters21578_datelines.tsv")).Skip(1).Select(line => line.Split('\t')).ToList();
        var read = rows.Count(row => DatelineReader.ReadLede($"{row[2].Trim()} {row[4]}") is { Facts.Date: { Year: null }, Facts.Agency: null });

        Assert.True(read >= rows.Count * 0.97, $"{read} of {rows.Count}");
    }
}

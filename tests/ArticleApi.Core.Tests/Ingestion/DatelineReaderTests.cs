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
    [InlineData("Melbourne (Australia), 25 may (EFE).- It rained.", "Melbourne", "AU", "--05-25", "EFE")]
    [InlineData("Sabadell (Barcelona), 25 de mayo (EFE).- It rained.", "Sabadell", null, "--05-25", "EFE")]
    [InlineData("PANAMA CITY (PANAMA), 18 NOV 89 (ACAN-EFE) -- It rained.", "Panama City", "PA", "1989-11-18", "EFE")]
    [InlineData(
        "MOSCOW (USSR), 5 APRIL 90 (RADIO MAGALLANES) -- It rained.",
        "Moscow",
        null,
        "1990-04-05",
        "RADIO MAGALLANES"
    )]
    [InlineData("LIMA, NO DATE (TELEVISION PERUANA) -- It rained.", "Lima", null, null, "TELEVISION PERUANA")]
    [InlineData("MILWAUKEE, WIS., March 2 - It rained.", "Milwaukee", "US", "--03-02", null)]
    [InlineData("st paul, april 7 - It rained.", "st paul", null, "--04-07", null)]
    [InlineData("MONTREAL, Feb 26- It rained.", "Montreal", "CA", "--02-26", null)]
    [InlineData("****LONDON, March 5 - It rained.", "London", "GB", "--03-05", null)]
    [InlineData("KANSAS CITY, Mo. - March 13 - It rained.", "Kansas City", "US", "--03-13", null)]
    [InlineData("(07-17) 13:09 MDT BERKELEY -- It rained.", "Berkeley", null, null, null)]
    [InlineData("<br><div><span>CHICAGO -- </span>It rained.", "Chicago", "US", null, null)]
    [InlineData("By Ann Lee WASHINGTON, March 3 (Reuters) - It rained.", "Washington", "US", "--03-03", "Reuters")]
    [InlineData("BEIRUT: It rained.", "Beirut", "LB", null, null)]
    [InlineData("MUMBAI, Nov 22 (PTI): It rained.", "Mumbai", null, "--11-22", "PTI")]
    [InlineData("London, United Kingdom | AFP | It rained.", "London", "GB", null, "AFP")]
    [InlineData("(ANSA) - ROMA, 01 LUG - It rained.", "Roma", null, "--07-01", "ANSA")]
    [InlineData(
        "SAN FRANCISCO, Nov. 22, 2024 /PRNewswire/ -- It rained.",
        "San Francisco",
        "US",
        "2024-11-22",
        "PRNewswire"
    )]
    [InlineData("Hamburg (dpa/lno) - It rained.", "Hamburg", null, null, "dpa")]
    [InlineData("McALLEN, Texas (AP) — It rained.", "McAllen", "US", null, "AP")]
    [InlineData("COEUR D'ALENE, Idaho (AP) — It rained.", "Coeur d'Alene", "US", null, "AP")]
    [InlineData("TBILISI, Georgia (AP) — It rained.", "Tbilisi", "GE", null, "AP")]
    [InlineData("ATHENS, Georgia (AP) — It rained.", "Athens", null, null, "AP")]
    [InlineData("BAHRAIN, April 7 - It rained.", "Bahrain", "BH", "--04-07", null)]
    [InlineData("دمشق، سوريا (CNN) -- It rained.", "دمشق", null, null, "CNN")]
    public void A_lede_begins_with_where_and_when(
        string paragraph,
        string locality,
        string? code,
        string? date,
        string? agency
    )
    {
        var reading = DatelineReader.ReadLede(paragraph);

        Assert.NotNull(reading);
        var place = Assert.Single(reading.Facts.Places);
        Assert.Equal((locality, code, agency), (place.Locality, place.CountryCode, reading.Facts.Agency));
        Assert.Equal(date, reading.Facts.Date is { } d ? d.Iso ?? $"--{d.Month:00}-{d.Day:00}" : null);
        Assert.Equal("It rained.", reading.BodyRemainder);
        Assert.Equal("lede", reading.Printed.Evidence);
        Assert.Contains(reading.Printed.Raw, paragraph, StringComparison.Ordinal);
    }

    [Fact]
    public void Several_towns_are_several_places() =>
        Assert.Equal(
            ["Beirut", "The Hague"],
            DatelineReader
                .ReadLede("BEIRUT/THE HAGUE, March 7 (Reuters) - It rained.")!
                .Facts.Places.Select(place => place.Locality)
        );

    [Theory]
    [InlineData("APRIL 7 - It rained.", 0, null)]
    [InlineData("March 3 (Reuters) - It rained.", 0, "Reuters")]
    [InlineData("CLANDESTINE, 8 JAN 90 (RADIO VENCEREMOS) -- It rained.", 0, "RADIO VENCEREMOS")]
    [InlineData("ABOARD AIR FORCE ONE, March 3 (Reuters) - It rained.", 0, "Reuters")]
    [InlineData("NO CITY (EL SALVADOR), 19 MAR 89 (FBIS) -- It rained.", 1, "FBIS")]
    public void Where_no_town_is_named_none_is_read(string paragraph, int places, string? agency)
    {
        var facts = DatelineReader.ReadLede(paragraph)!.Facts;

        Assert.Equal((places, agency), (facts.Places.Count, facts.Agency));
        Assert.All(facts.Places, place => Assert.Equal(new Place(null, null, "El Salvador", "SV"), place));
    }

    [Theory]
    [InlineData("EFE mc/jad Bruselas, 23 may (EFE).- Llueve.", "Bruselas")]
    [InlineData("EFE - Cantabria Santiago de Compostela, 23 may (EFE).- Llueve.", "Santiago de Compostela")]
    [InlineData("(Con fotografía) Lisboa, 23 may (EFE).- Llueve.", "Lisboa")]
    [InlineData("Por Ana Leal Madrid, 24 may (EFE).- Llueve.", "Madrid")]
    [InlineData("PIRINEO La Seu d'Urgell (Lleida), 23 may (EFE).- Llueve.", "La Seu d'Urgell")]
    public void What_a_desk_wrote_in_front_is_no_part_of_it(string paragraph, string locality)
    {
        var reading = DatelineReader.ReadLede(paragraph)!;

        Assert.Equal(locality, Assert.Single(reading.Facts.Places).Locality);
        Assert.StartsWith(locality, reading.Printed.Raw, StringComparison.Ordinal);
    }

    [Fact]
    public void A_place_nearby_is_qualified()
    {
        var reading = DatelineReader.ReadLede("NEAR BAKHMUT, Ukraine (AP) — It rained.")!;

        Assert.Equal("Bakhmut", reading.Facts.Places[0].Locality);
        Assert.Equal([new PrintedPlace("near", null)], reading.Printed.Places);
    }

    [Theory]
    [InlineData("Kiel (dpo) - Finnland ist in Gefahr!")]
    [InlineData("DALLA NOSTRA CORRISPONDENTE NEW YORK - Piove.")]
    [InlineData("GRADINGS - It rained.")]
    [InlineData("SPOILER ALERT — It rained.")]
    [InlineData("NATO: It rained.")]
    [InlineData("ISRAEL: It rained.")]
    [InlineData("POLICE: It rained.")]
    [InlineData("READING — It rained.")]
    [InlineData("On Monday, May 5 - it rained.")]
    [InlineData("Published, May 5 - It rained.")]
    [InlineData("In London, May 5 - it rained.")]
    [InlineData("John Smith (AP) - It rained.")]
    [InlineData("Ann Lee/Reuters - It rained.")]
    [InlineData("Springfield, Illinois — the capital — is wet.")]
    [InlineData("(CNN) — It rained.")]
    [InlineData("us 7.8015 - 7.8035")]
    [InlineData("MAR8  --     --")]
    [InlineData("EFE rc2305001855 por ciento, 23 may (EFE).- Llueve.")]
    [InlineData("NOTE - It rained.")]
    [InlineData("UPDATE 1- It rained.")]
    [InlineData("WRAPUP 2-It rained.")]
    [InlineData("Mar --- ---")]
    [InlineData("- Position of the sun")]
    [InlineData("Tillakaratne Dilshan (cricket) - It rained.")]
    [InlineData("The man — who was late — ran.")]
    [InlineData("It rained.")]
    [InlineData(
        "Turkey’s defense minister has reaffirmed the country’s plans to use a Russian-made missile defense system."
    )]
    [InlineData(
        "More than 12,300 civilians have been killed, noting the use of drones, long-range missiles and glide bombs, according to Reuters."
    )]
    [InlineData("TOKYO, Feb. 30 (Kyodo) -- It rained.")]
    [InlineData("ROME, Sept. 31 (ANSA) - It rained.")]
    [InlineData("GENEVA, May 0 (Reuters) - It rained.")]
    [InlineData("LONDON, Febr 3 (AP) - It rained.")]
    [InlineData("LONDON, Exclusive (AP) - It rained.")]
    [InlineData("APPLE (AAPL) — Shares rose.")]
    [InlineData("TESLA (TSLA) - Shares rose.")]
    [InlineData("BP (LSE) — Shares rose.")]
    [InlineData("STOCKS (Reuters) - Shares rose.")]
    [InlineData("CNN (AP) - It rained.")]
    [InlineData("U.N. (AP) - It rained.")]
    public void In_doubt_a_lede_has_no_dateline(string paragraph) => Assert.Null(DatelineReader.ReadLede(paragraph));

    [Theory]
    [InlineData("A fire in Beijing, China October 5, 2021.", "Beijing", "CN", "2021-10-05", null, null)]
    [InlineData("A fire in Paris, France, 12 May 2024.", "Paris", "FR", "2024-05-12", null, null)]
    [InlineData(
        "A fire outside the town of Bakhmut, Ukraine, May 3, 2023.",
        "Bakhmut",
        "UA",
        "2023-05-03",
        "outside the town of",
        null
    )]
    [InlineData("A fire in Tyre, southern Lebanon, Oct. 3, 2024.", "Tyre", "LB", "2024-10-03", null, null)]
    [InlineData("A rally Wednesday, January 10, 2024, in Windham, N.H.", "Windham", "US", "2024-01-10", null, null)]
    [InlineData("He speaks in Shah Alam on November 19, 2024.", "Shah Alam", null, "2024-11-19", null, null)]
    [InlineData("A refinery near Puerto Cabello, Venezuela.", "Puerto Cabello", "VE", null, "near", null)]
    [InlineData("A strike in Kharkiv region, Ukraine, May 5, 2023.", null, "UA", "2023-05-05", null, null)]
    [InlineData("Voters in Atlanta, Georgia, U.S. November 8, 2022.", "Atlanta", "US", "2022-11-08", null, null)]
    [InlineData("A view of Tbilisi, Georgia, March 8, 2023.", "Tbilisi", "GE", "2023-03-08", null, null)]
    [InlineData("Voters in Macon, Georgia, March 8, 2023.", "Macon", null, "2023-03-08", null, null)]
    [InlineData("Un incendie à Paris, le 3 mai 2024.", "Paris", null, "2024-05-03", null, null)]
    [InlineData("Un incendio en Madrid, el 3 de mayo de 2024.", "Madrid", null, "2024-05-03", null, null)]
    [InlineData("Ein Brand in Berlin am 5. Januar 2026.", "Berlin", null, "2026-01-05", null, null)]
    public void A_caption_says_where_and_when_it_was_taken(
        string text,
        string? locality,
        string? code,
        string? date,
        string? qualifier,
        string? near
    )
    {
        var reading = DatelineReader.ReadCaption(text);

        Assert.NotNull(reading);
        var place = Assert.Single(reading.Facts.Places);
        Assert.Equal((locality, code, date), (place.Locality, place.CountryCode, reading.Facts.Date?.Iso));
        Assert.Equal(
            qualifier is null && near is null ? [] : [new PrintedPlace(qualifier, near)],
            reading.Printed.Places
        );
        Assert.Contains(reading.Printed.Raw, text, StringComparison.Ordinal);
        Assert.Equal("caption", reading.Printed.Evidence);
    }

    [Theory]
    [InlineData("A fire last Tuesday.")]
    [InlineData("She has lived there since March 3, 2019.")]
    [InlineData("The S-400 and the F-35.")]
    [InlineData("A fire in Odesa, Ukraine, in this picture released November 3, 2024.")]
    [InlineData("He may 5 times march.")]
    [InlineData("")]
    public void What_a_caption_does_not_say_is_not_read(string text) => Assert.Null(DatelineReader.ReadCaption(text));

    [Theory]
    [InlineData("Fishing boats in the Gulf of Mexico, May 1, 2020.")]
    [InlineData("Fishing boats on the Sea of Japan, May 1, 2020.")]
    [InlineData("The Governor of the Bank of Japan, May 1, 2020.")]
    [InlineData("A car outside the Embassy of France, May 1, 2020.")]
    [InlineData("A striker of Peru, May 1, 2020.")]
    [InlineData("The Prince of Wales, May 1, 2020.")]
    [InlineData("A cat named Cuba, May 1, 2020.")]
    public void A_countrys_name_in_another_name_is_no_place(string text) =>
        Assert.Empty(DatelineReader.ReadCaption(text)?.Facts.Places ?? []);

    [Theory]
    [InlineData("Fishing boats off the coast of Japan, May 1, 2020.", "JP")]
    [InlineData("Fishing boats in Cuba, May 1, 2020.", "CU")]
    [InlineData("Fishing boats in the north of France, May 1, 2020.", "FR")]
    [InlineData("A striker, Peru, May 1, 2020.", "PE")]
    public void A_country_is_a_place_after_words_of_place(string text, string code) =>
        Assert.Equal(code, Assert.Single(DatelineReader.ReadCaption(text)!.Facts.Places).CountryCode);

    [Fact]
    public void A_caption_without_a_year_gets_none() =>
        Assert.Equal(
            PartialDate.Create(null, 2, 3),
            DatelineReader.ReadCaption("A fire in Kyiv, Ukraine, Feb. 3.")?.Facts.Date
        );
}

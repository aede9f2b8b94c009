using System.Globalization;
using System.Text.Json;

namespace Corpus;

/// <summary>Where and when a text was filed.</summary>
internal readonly record struct ArticleDateline(Place Place, DateTime Date, bool WithYear, Agency Agency)
{
    /// <summary><c>KYIV, Ukraine, March 11 (Reuters)</c></summary>
    public Prose Print(Prose prose) =>
        prose.Add(Place.AsDateline).Add(", "u8).Add(Date, WithYear).Add(" ("u8).Add(Agency.Name).Add(")"u8);
}

/// <summary>Where and when a picture was taken.</summary>
internal readonly record struct PhotoDateline(Place Place, DateTime Date)
{
    /// <summary><c>Kyiv, Ukraine, March 11, 2019</c></summary>
    public Prose Print(Prose prose) => prose.Add(Place.Printed).Add(", "u8).Add(Date);
}

/// <summary>Writes datelines: the facts, and the printed words.</summary>
internal sealed class Datelines(Utf8JsonWriter json, Prose prose)
{
    public void Write(ArticleDateline dateline) =>
        Write(dateline.Print(prose.Begin()).Text, dateline.Place, dateline.Date, dateline.WithYear, dateline.Agency);

    public void Write(PhotoDateline dateline) =>
        Write(dateline.Print(prose.Begin()).Text, dateline.Place, dateline.Date, true, null);

    private void Write(ReadOnlySpan<byte> raw, Place place, DateTime date, bool withYear, Agency? agency)
    {
        json.WriteStartObject("dateline"u8);
        json.WriteString("raw"u8, raw);
        json.WriteStartArray("places"u8);
        json.WriteStartObject();
        json.WriteString("locality"u8, place.Locality);
        json.WriteNull("qualifier"u8);
        json.WriteNull("near"u8);
        WriteText("region"u8, place.Region);
        json.WriteString("country"u8, place.Country);
        json.WriteString("countryCode"u8, place.CountryCode);
        json.WriteEndObject();
        json.WriteEndArray();
        Write(date, withYear);
        WriteText("agency"u8, agency?.Name);
        json.WriteEndObject();
    }

    private void Write(DateTime date, bool withYear)
    {
        json.WriteStartObject("date"u8);
        Span<byte> iso = stackalloc byte[10];
        date.TryFormat(iso, out _, "yyyy-MM-dd", CultureInfo.InvariantCulture);
        if (withYear)
            json.WriteString("iso"u8, iso);
        else
            json.WriteNull("iso"u8);
        json.WriteString("precision"u8, withYear ? "day"u8 : "monthDay"u8);
        if (withYear)
            json.WriteNumber("year"u8, date.Year);
        else
            json.WriteNull("year"u8);
        json.WriteNumber("month"u8, date.Month);
        json.WriteNumber("day"u8, date.Day);
        json.WriteEndObject();
    }

    private void WriteText(ReadOnlySpan<byte> name, byte[]? text)
    {
        if (text is null)
            json.WriteNull(name);
        else
            json.WriteString(name, text);
    }
}

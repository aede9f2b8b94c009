using System.Text.Json;

namespace Corpus;

/// <summary>Writes the pictures of an article with their credits and captions.</summary>
internal sealed class Pictures(Utf8JsonWriter json, Prose prose, Dice dice, Datelines datelines)
{
    private const int Photographers = 400;

    private static readonly Zipf PhotographerRanks = new(Photographers, 50);
    private static readonly (int Width, int Height)[] Sizes =
    [
        (1200, 800),
        (1920, 1080),
        (1024, 683),
        (2000, 1333),
        (800, 1200),
        (1600, 900),
    ];

    /// <param name="articlePlace">Where the article was filed: most of its pictures were taken there.</param>
    public void Write(long number, DateTime at, Place? articlePlace)
    {
        var roll = dice.Below(100);
        var count =
            roll < 15 ? 0
            : roll < 65 ? 1
            : roll < 90 ? 2
            : 3;
        json.WriteStartArray("images"u8);
        for (var position = 1; position <= count; position++)
            WriteImage(number, position, at, articlePlace);
        json.WriteEndArray();
    }

    private void WriteImage(long number, int position, DateTime at, Place? articlePlace)
    {
        var (width, height) = Sizes[dice.Below(Sizes.Length)];
        var agency = Agency.Any(dice);
        var photographer = PhotographerRanks.Draw(dice) + 1;
        var filePhoto = dice.Percent(15);
        var handout = dice.Percent(5);

        json.WriteStartObject();
        json.WriteString("role"u8, position == 1 ? "lead"u8 : "inline"u8);
        json.WriteNumber("position"u8, position);
        json.WriteString(
            "href"u8,
            prose.Begin().Add("https://images.example/"u8).Add((int)number).Add("/"u8).Add(position).Add(".jpg"u8).Text
        );
        json.WriteString("mediaType"u8, "image/jpeg"u8);
        json.WriteNumber("width"u8, width);
        json.WriteNumber("height"u8, height);
        json.WriteStartObject("credit"u8);
        json.WriteString("line"u8, Credit(prose.Begin()).Text);
        json.WriteString("agency"u8, agency.Name);
        json.WriteString("photographer"u8, prose.Begin().Add("Photographer "u8).Add(photographer).Text);
        json.WriteBoolean("handout"u8, handout);
        json.WriteEndObject();
        json.WriteBoolean("filePhoto"u8, filePhoto);
        WriteCaption();
        json.WriteEndObject();

        Prose Credit(Prose text)
        {
            text.Add(agency.Credit).Add("/Photographer "u8).Add(photographer);
            if (filePhoto)
                text.Add("/File Photo"u8);
            return handout ? text.Add("/Handout"u8) : text;
        }

        void WriteCaption()
        {
            var taken = new PhotoDateline(
                articlePlace is not null && dice.Percent(70) ? articlePlace : Place.Any(dice),
                at.AddDays(-(filePhoto ? dice.Between(30, 900) : dice.Below(3)))
            );
            var said = dice.Percent(90);
            if (filePhoto)
                prose.Begin().Add("FILE PHOTO: "u8);
            else
                prose.Begin();
            var begin = prose.Text.Length;
            prose.Sentence(dice.Between(12, 22));
            if (said)
                taken.Print(prose.Add(" in "u8));
            prose.Add("."u8);
            var end = prose.Text.Length;
            Credit(prose.Add(" "u8));

            json.WriteStartObject("caption"u8);
            json.WriteString("language"u8, prose.Language.Code);
            json.WriteString("text"u8, prose.Text[begin..end]);
            json.WriteString("raw"u8, prose.Text);
            if (said)
                datelines.Write(taken);
            json.WriteEndObject();
        }
    }
}

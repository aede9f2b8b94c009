using ArticleApi.Core.Images;
using ArticleApi.Core.Ingestion;

namespace ArticleApi.Core.Tests.Ingestion;

public class CaptionReaderTests
{
    [Theory]
    [InlineData("A fire. REUTERS/Ann Lee", "A fire.", "REUTERS/Ann Lee", "Reuters", "Ann Lee")]
    [InlineData("A fire. REUTERS/Ann Lee/File Photo", "A fire.", "REUTERS/Ann Lee/File Photo", "Reuters", "Ann Lee")]
    [InlineData("A fire. REUTERS/File Photo", "A fire.", "REUTERS/File Photo", "Reuters", null)]
    [InlineData("A fire. Ann Lee/Pool via REUTERS", "A fire.", "Ann Lee/Pool via REUTERS", "Reuters", "Ann Lee")]
    [InlineData(
        "A fire. REUTERS/Ann Lee (TURKEY - Tags: POLITICS)",
        "A fire.",
        "REUTERS/Ann Lee",
        "Reuters",
        "Ann Lee"
    )]
    [InlineData("A fire. (AP Photo/Ann Lee)", "A fire.", "AP Photo/Ann Lee", "AP", "Ann Lee")]
    [InlineData("A fire. (AP Photo/Ann Lee, File)", "A fire.", "AP Photo/Ann Lee, File", "AP", "Ann Lee")]
    [InlineData("A fire. AP Photo", "A fire.", "AP Photo", "AP", null)]
    [InlineData("A fire. Ann Lee/AP", "A fire.", "Ann Lee/AP", "AP", "Ann Lee")]
    [InlineData("A fire. (Ann Lee / AP)", "A fire.", "Ann Lee / AP", "AP", "Ann Lee")]
    [InlineData(
        "A fire in Windham, N.H. (Robert F. Lee / AP)",
        "A fire in Windham, N.H.",
        "Robert F. Lee / AP",
        "AP",
        "Robert F. Lee"
    )]
    [InlineData("A fire. The Associated Press", "A fire.", "The Associated Press", "AP", null)]
    [InlineData("A fire. (Photo by ANN LEE / AFP)", "A fire.", "ANN LEE / AFP", "AFP", "ANN LEE")]
    [InlineData(
        "A fire. Photo by Ann Lee /AFP via Getty Images",
        "A fire.",
        "Ann Lee /AFP via Getty Images",
        "AFP",
        "Ann Lee"
    )]
    [InlineData("A fire. Photo by Ann Lee/Getty Images", "A fire.", "Ann Lee/Getty Images", "Getty Images", "Ann Lee")]
    [InlineData("A fire. EPA-EFE/ANN LEE", "A fire.", "EPA-EFE/ANN LEE", "EPA", "ANN LEE")]
    [InlineData("The king in Jeddah (SPA)", "The king in Jeddah", "SPA", "SPA", null)]
    [InlineData("A fire. — Picture by Ann Lee", "A fire.", "Ann Lee", null, "Ann Lee")]
    [InlineData("A fire. — Reuters pic", "A fire.", "Reuters pic", "Reuters", null)]
    [InlineData("A fire (Picture: Getty)", "A fire", "Getty", "Getty Images", null)]
    [InlineData("A fire. Photograph: Ann Lee/Reuters", "A fire.", "Ann Lee/Reuters", "Reuters", "Ann Lee")]
    [InlineData("Ein Brand, Foto: Ann Lee (Keystone)", "Ein Brand", "Ann Lee (Keystone)", "Keystone", "Ann Lee")]
    [InlineData("Ein Brand.© Ann Lee/dpa", "Ein Brand.", "Ann Lee/dpa", "dpa", "Ann Lee")]
    [InlineData("Una reunión EFE/ J.J. Lee", "Una reunión", "EFE/ J.J. Lee", "EFE", "J.J. Lee")]
    [InlineData(
        "A fire in Washington DC Ann Lee/via Reuters",
        "A fire in Washington DC",
        "Ann Lee/via Reuters",
        "Reuters",
        "Ann Lee"
    )]
    [InlineData(
        "A fire. Ann Lee via REUTERS ATTENTION EDITORS - THIS PICTURE WAS PROVIDED BY A THIRD PARTY.",
        "A fire.",
        "Ann Lee via REUTERS",
        "Reuters",
        "Ann Lee"
    )]
    [InlineData("A fire in Paris / PA Wire", "A fire in Paris", "PA Wire", "PA", null)]
    [InlineData(
        "A fire in the old town of Palma / Ann Lee",
        "A fire in the old town of Palma",
        "Ann Lee",
        null,
        "Ann Lee"
    )]
    [InlineData("A fire (Ann Lee/PA) (PA Wire)", "A fire", "Ann Lee/PA", "PA", "Ann Lee")]
    [InlineData("A fire [Ann Lee/Al Jazeera]", "A fire", "Ann Lee/Al Jazeera", null, "Ann Lee")]
    [InlineData("A fire (Express Photo by Ann Lee)", "A fire", "Express Photo by Ann Lee", null, "Ann Lee")]
    [InlineData(
        "A fire. (Photo credit should read ANN LEE/AFP/Getty Images)",
        "A fire.",
        "ANN LEE/AFP/Getty Images",
        "AFP",
        "ANN LEE"
    )]
    [InlineData(
        "A fire. Mandatory Credit: Ann Lee-USA TODAY Sports",
        "A fire.",
        "Ann Lee-USA TODAY Sports",
        "USA TODAY Sports",
        "Ann Lee"
    )]
    [InlineData(
        "A fire. Credit Credit... Ann Lee/Associated Press",
        "A fire.",
        "Ann Lee/Associated Press",
        "AP",
        "Ann Lee"
    )]
    [InlineData("A fire. Ann Lee/Dunes Images", "A fire.", "Ann Lee/Dunes Images", "Dunes Images", "Ann Lee")]
    [InlineData(
        "A fire. © Ann Lee/\u200BAgencia LOF/\u200Bdpa",
        "A fire.",
        "Ann Lee/\u200BAgencia LOF/\u200Bdpa",
        "dpa",
        "Ann Lee"
    )]
    [InlineData("Un incendie. (Photo Ann Lee. AFP)", "Un incendie.", "Ann Lee. AFP", "AFP", "Ann Lee")]
    [InlineData("Un incendie. PHOTO : ANN LEE / AFP", "Un incendie.", "ANN LEE / AFP", "AFP", "ANN LEE")]
    [InlineData("Un incendio. ANN LEE (EFE)", "Un incendio.", "ANN LEE (EFE)", "EFE", "ANN LEE")]
    [InlineData("Un incendio a Roma (Ansa)", "Un incendio a Roma", "Ansa", "ANSA", null)]
    [InlineData("Een brand. Foto ANP / Ann Lee", "Een brand.", "ANP / Ann Lee", "ANP", "Ann Lee")]
    [InlineData(
        "Um incêndio — Foto: Ann Lee/Agência Brasil",
        "Um incêndio",
        "Ann Lee/Agência Brasil",
        "Agência Brasil",
        "Ann Lee"
    )]
    [InlineData("Ein Brand. © Ann Lee / DPA Mehr", "Ein Brand.", "Ann Lee / DPA", "dpa", "Ann Lee")]
    [InlineData("Pożar. Fot. Ann Lee / PAP", "Pożar.", "Ann Lee / PAP", "PAP", "Ann Lee")]
    [InlineData("火事（写真：AFP/アフロ）", "火事", "AFP/アフロ", "AFP", null)]
    [InlineData(
        "Bild: SN/APA/ANN LEE Ein Brand in der Stadt",
        "Ein Brand in der Stadt",
        "SN/APA/ANN LEE",
        "APA",
        "ANN LEE"
    )]
    [InlineData(
        "Photo: Ann Lee/Reuters. A fire in the old town.",
        "A fire in the old town.",
        "Ann Lee/Reuters",
        "Reuters",
        "Ann Lee"
    )]
    [InlineData("© Alamy One of a few fires", "One of a few fires", "Alamy", "Alamy", null)]
    [InlineData("Image source, Reuters Image caption, A fire", "A fire", "Reuters", "Reuters", null)]
    public void A_credit_is_parted_from_the_text(
        string raw,
        string text,
        string line,
        string? agency,
        string? photographer
    )
    {
        var reading = CaptionReader.Read(raw);

        Assert.Equal(text, reading.Text);
        Assert.Equal(new Credit(line, agency, photographer, false), reading.Credit);
    }

    [Theory]
    [InlineData("Mario Voigt (CDU)")]
    [InlineData("The immigration department (IRCC) gave up floors.")]
    [InlineData("She told Reuters that she would leave.")]
    [InlineData("Photo: a man walks down the long street to the harbour. He is late for work.")]
    [InlineData("The rate is 5/10 today.")]
    [InlineData("Mr. Smith, who told the AP he'd go, walks.")]
    [InlineData("Angela Merkel / Emmanuel Macron")]
    [InlineData("Photo Getty is the name of a shop in the old town of Palma, says Ann Lee")]
    [InlineData("A source: he said so")]
    [InlineData("Nada Al-Nashif")]
    [InlineData("")]
    public void Without_a_credit_the_text_is_the_whole_caption(string raw)
    {
        var reading = CaptionReader.Read(raw);

        Assert.Null(reading.Credit);
        Assert.Equal(raw, reading.Text);
    }

    [Theory]
    [InlineData("FILE PHOTO: A fire. REUTERS/Ann Lee/File Photo", "prefix:FILE PHOTO:", "suffix:/File Photo")]
    [InlineData("A fire. REUTERS/Ann Lee/File Photo", "suffix:/File Photo")]
    [InlineData("FILE - A fire. (AP Photo/Ann Lee, File)", "prefix:FILE -", "suffix:, File")]
    [InlineData("(FILES) A fire. (Photo by Ann Lee / AFP)", "prefix:(FILES)")]
    [InlineData("A fire. (File photo: Reuters)", "text:File photo")]
    [InlineData("A file photograph shows a fire.", "text:file photograph")]
    [InlineData("A fire. REUTERS/Ann Lee")]
    [InlineData("A fire [File: Ann Lee/Reuters]", "label:File:")]
    [InlineData("A fire in Paris (File)", "suffix:(File)")]
    [InlineData("Un incendie (photo d’archives)", "text:photo d’archives")]
    [InlineData("She filed a photo.")]
    public void A_file_photo_is_known_by_its_marks(string raw, params string[] marks) =>
        Assert.Equal(marks, CaptionReader.Read(raw).FilePhotoEvidence);

    [Theory]
    [InlineData("A fire. Kremlin.ru/Handout via REUTERS", "Reuters")]
    [InlineData("A fire. Press service of the State Emergency Service/Handout via REUTERS", "Reuters")]
    [InlineData("A fire. (Courtesy of Ann Lee)", null)]
    [InlineData("A fire. Supplied", null)]
    public void A_handout_names_no_photographer(string raw, string? agency)
    {
        var credit = CaptionReader.Read(raw).Credit;

        Assert.NotNull(credit);
        Assert.True(credit.Handout);
        Assert.Equal(agency, credit.Agency);
        Assert.Null(credit.Photographer);
    }

    [Theory]
    [InlineData("(Photo: Just Stop Oil/PA Wire)")]
    [InlineData("Photo by Government of Canada")]
    [InlineData("(Image: Walt Disney World Resort via Getty Images)")]
    [InlineData("Ảnh: Bệnh viện cung cấp")]
    [InlineData("Isithombe: Sithunyelwe")]
    public void An_organisation_is_no_photographer(string credit)
    {
        var reading = CaptionReader.Read("A fire. " + credit);

        Assert.Equal("A fire.", reading.Text);
        Assert.NotNull(reading.Credit);
        Assert.Null(reading.Credit.Photographer);
    }

    [Fact]
    public void Several_photographers_are_joined()
    {
        var reading = CaptionReader.Read("A fire. (Photos by Ann Lee, left, and Bo van Dam/Invision/AP)");

        Assert.Equal(["Ann Lee", "Bo van Dam"], reading.Photographers);
        Assert.Equal("Ann Lee, Bo van Dam", reading.Credit?.Photographer);
    }

    [Fact]
    public void Every_part_says_where_it_was_read()
    {
        const string Raw = "FILE PHOTO: A fire in Kyiv, Ukraine, May 3, 2024. REUTERS/Ann Lee/File Photo";
        var reading = CaptionReader.Read(Raw);

        string Part(string part) =>
            string.Join('|', reading.Evidence.Where(e => e.Part == part).Select(e => Raw.Substring(e.Start, e.Length)));
        Assert.Equal("REUTERS/Ann Lee/File Photo", Part("credit"));
        Assert.Equal("REUTERS", Part("agency"));
        Assert.Equal("Ann Lee", Part("photographer"));
        Assert.Equal("FILE PHOTO:|/File Photo", Part("filePhoto"));
        Assert.Equal("Kyiv, Ukraine, May 3, 2024", Part("dateline"));
        Assert.Equal(reading.Text, Part("text"));
    }
}

using ArticleApi.Core.Articles;

namespace ArticleApi.Core.Tests.Ingestion.Wire;

/// <summary>Facts read by eye in the sample documents of agencies and of the standards.</summary>
internal static class WireSamples
{
    private static readonly string[] Costa = ["Paulo Santalucia", "Frances d'Emilio"];

    public static readonly WireSample[] Articles =
    [
        new(
            "superdesk-core/aap-finance1.xml",
            "Highlights of the AAP Finance Wire at 14:45 Feb 20, 2015",
            "Highlights of the AAP Finance Wire for Friday, Feb 20:",
            "AAP gfr",
            18,
            "2015-02-20T13:51:42Z",
            "en"
        )
        {
            Provider = "Australian Associated Press",
            Id = "AAP.0.6703189",
            Publisher = "Australian Associated Press",
            Urgency = 5,
            Genre = "Summary",
            Holder = "Australian Associated Press",
            Tags = ["Finance (General)"],
            Fact = "head/meta/anpa-wordcount=0410",
            Warnings = 3,
        },
        new(
            "superdesk-core/aap-sports.xml",
            "RL:Ferguson returns at centre for Roosters",
            "Blake Ferguson has been named to make his top grade return at centre in the Sydney Roosters",
            "AAP RTV",
            5,
            "2015-02-18T16:01:41Z",
            "en"
        )
        {
            Provider = "Australian Associated Press",
            Id = "AAP.123253116.6697929",
            Publisher = "Australian Associated Press",
            Urgency = 5,
            Genre = "Current",
            Holder = "Australian Associated Press",
            Tags = ["Rugby League"],
            Fact = "head/tobject/tobject.subject@tobject.subject.refnum=15000000",
            Warnings = 3,
        },
        new(
            "superdesk-core/afp20.xml",
            "Décès de Naomi Musenga: l'opératrice du Samu définitivement condamnée",
            "L'opératrice du Samu condamnée pour non-assistance",
            "Corinne M.",
            2,
            "2024-07-10T12:59:02Z",
            "fr"
        )
        {
            Provider = "AFP",
            Id = "urn:newsml:afp.com:20240710:240710125902.qpsp2jzk",
            Version = "1",
            Publisher = "AFP",
            Dateline = "Strasbourg, 10 juil 2024 (AFP)",
            Status = ArticleStatus.Published,
            Fact = "NewsComponent/NewsLines/SlugLine=procès-santé-secours",
            Warnings = 1,
        },
        new(
            "superdesk-core/ap-nitf.xml",
            "Can trading pollution like stocks help fight climate change?",
            "NEW YORK (AP) — The gas produced by hog manure",
            "bernard-condon .",
            28,
            "2015-12-10T19:10:44Z",
            "en"
        )
        {
            Publisher = "The Associated Press",
            Bylines = ["BERNARD CONDON|AP Business Writer"],
            Holder = "AP",
            Dateline = "NEW YORK (AP)",
            EditorNote = "For global distribution",
            Fact = "body.head/dateline/location=NEW YORK",
        },
        new(
            "superdesk-core/ap_media_text_nitf.xml",
            "BC-BBN--Top Ten",
            "BASEBALL'S TOP TEN",
            "Colorado, 8-3; Scherzer, Washington, 8-5.",
            20,
            "2019-07-03T04:05:12Z",
            "und"
        )
        {
            Publisher = "The Associated Press",
            Holder = "AP",
        },
        new(
            "superdesk-core/handle_invalid_fields.xml",
            "Man accused of ramming gate at Rideau Hall with truck faces multiple charges",
            "OTTAWA - A Manitoba man is facing 22 criminal charges",
            "was first published July 3, 2020.",
            27,
            "2020-07-03T20:51:36Z",
            "en"
        )
        {
            Provider = "THE CANADIAN PRESS",
            Id = "eed713d46d74499d86b3250fa47b341b",
            Publisher = "THE CANADIAN PRESS",
            Urgency = 2,
            Genre = "current",
            Holder = "The Canadian Press. All rights reserved.",
            Bylines = ["Mia Rabson|The Canadian Press", "Jordan Press|The Canadian Press"],
            Tags = ["National", "Justice", "Politics"],
            Dateline = "OTTAWA",
            Status = ArticleStatus.Published,
            Fact = "body.head/hedline/hl2=Rideau Hall suspect faces multiple charges",
            Warnings = 2,
        },
        new(
            "superdesk-core/nitf-ntb.xml",
            "Faktisk.no: Nei, dette dokumentet beskriver ikke FNs Agenda 21 eller Agenda 2030",
            "Nei, dette dokumentet beskriver ikke FNs Agenda 21 eller Agenda 2030",
            "</script>",
            51,
            "2020-09-07T14:45:27Z",
            "nb-NO"
        )
        {
            Provider = "NTB",
            Id = "faktisk-d9cde75b-256e-4989-b6a3-b8ad27f43a5c_47",
            Version = "48",
            Publisher = "NTB",
            Urgency = 5,
            Genre = "Faktasjekk",
            Bylines = ["Geir Molnes|Faktisk.no"],
            Dateline = "Oslo",
            EditorNote = "Dette stoffet distribuerer NTB",
            Fact = "body.content/media/media-reference@source=iJIJyyF0tiE",
            Pictures = [(null, null, null, null, "")],
            Warnings = 2,
        },
        new(
            "superdesk-core/pa4.xml",
            "GREAT BRITISH BAKE OFF COOKS UP TOP FIVE MOST-WATCHED SHOWS OF 2016",
            "The Great British Bake Off has made a clean sweep",
            "ends",
            21,
            "2016-10-03T14:22:57Z",
            "en"
        )
        {
            Provider = "PA",
            Id = "255dd17c-cecd-4e56-a555-24fcaf1ef394HHH-8-1",
            Publisher = "PA",
            Urgency = 4,
            Bylines = ["Ian Jones|Press Association"],
            Tags = ["BakeOff"],
            Holder = "Press Association",
            Abstract = "The Great British Bake Off has made a clean sweep",
            Status = ArticleStatus.Published,
            Fact = "head/docdata/du-key@key=PA-HHH-SHOWBIZ-BakeOff",
            Warnings = 1,
        },
        new(
            "superdesk-core/scoop.xml",
            "Dick Smith receivers install Don Grover as acting CEO as Abboud quits; retailer put up for sale",
            "By Jonathan Underhill",
            "(BusinessDesk)",
            9,
            "2016-01-12T12:35:40Z",
            "en"
        )
        {
            Provider = "CL",
            Id = "BD-20160112123540",
            Version = "3",
            Publisher = "CL",
            Urgency = 5,
            Bylines = ["Staff Reporter|BusinessDesk"],
            Status = ArticleStatus.Draft,
            Warnings = 2,
        },
        new(
            "superdesk-core/stt_archive_newsml_test.xml",
            "Yleisurheilutuloksia/SM",
            "Sisäratojen SM-kilpailut",
            "PunkalKu 11,98.",
            27,
            "2013-02-16T17:36:20Z",
            "fi-FI"
        )
        {
            Provider = "STT",
            Id = "urn:newsml:stt.fi:20130216:96690243",
            Version = "1",
            Publisher = "STT",
            Urgency = 3,
            Section = "Urheilu",
            Genre = "Tulokset",
            Status = ArticleStatus.Published,
            Fact = "contentMeta/subject@qcode=sttdone1:5",
            Warnings = 1,
        },
        new(
            "superdesk-core/stt_newsml_endash.xml",
            "Reilu kolmannes Korkeasaaren eläinpotilaista saadaan palautettua luontoon",
            "Sadat eläimet saadaan joka vuosi hoidettua",
            "se joudutaan lopettamaan.",
            4,
            "2018-04-04T04:05:16Z",
            "fi-FI"
        )
        {
            Provider = "STT",
            Id = "urn:newsml:stt.fi:20180401:101976596",
            Version = "1",
            Publisher = "STT",
            Urgency = 3,
            Section = "Kotimaa",
            Genre = "Pääjuttu",
            Status = ArticleStatus.Published,
            Tags =
            [
                "Ympäristö",
                "Luonnonvarat",
                "Luonnonvaraiset eläimet",
                "Human interest",
                "Eläimet",
                "Terveys",
                "Vammat Loukkaantumiset",
                "Tiede Teknologia",
                "Luonnontieteet",
                "Eläintiede",
                "Sairaalat Terveyskeskukset",
            ],
            Fact = "contentMeta/creditline=STT–Sourcefabric",
            Warnings = 2,
        },
        new(
            "superdesk-core/tag_reuters.com_2014_newsml_KBN0FL0ZP_version_2",
            "Syria's Assad says foreign states will pay for supporting 'terrorism'",
            "BEIRUT (Reuters) - President Bashar al-Assad",
            "editing by John Stonestreet)",
            4,
            "2014-07-16T10:35:57Z",
            "en-US"
        )
        {
            Provider = "reuters.com",
            Id = "tag_reuters.com_2014_newsml_KBN0FL0ZP",
            Version = "2",
            Publisher = "reuters.com",
            Urgency = 4,
            Holder = "Thomson Reuters",
            Dateline = "BEIRUT (Reuters)",
            Status = ArticleStatus.Published,
            Fact = "contentMeta/located/name=Bangalore",
        },
        new(
            "superdesk-core/anpa-2.tst",
            "Prairies vanish in the US push for green energy",
            "ROSCOE, South Dakota (AP) _ Robert Malsam nearly went broke",
            "from Washington.",
            34,
            "2013-11-13T07:45:00Z",
            "en"
        )
        {
            Publisher = "AP",
            Bylines = ["CHET BROKAW|Associated Press", "JACK GILLUM|Associated Press"],
            Dateline = "ROSCOE, South Dakota (AP)",
            EditorNote = "Eds: Restores reference in 3rd paragraph",
            Fact = "slug=BC-US--Ethanol-Losing Grassland, 1st Ld-Writethru,1140",
        },
        new(
            "superdesk-core/anpa-3.tst",
            "BC-WEA--Global Weather-Fahrenheit",
            "NEW YORK (AP) _ Minimum and maximum temperatures",
            "Source: Weather Underground",
            115,
            "2013-11-13T07:13:00Z",
            "und"
        )
        {
            Publisher = "AP",
            Dateline = "NEW YORK (AP)",
            Fact = "header/words=0895",
        },
        new(
            "superdesk-core/ap_anpa-2.tst",
            "Baseball Expanded Standings",
            "All Times EDT",
            "San Francisco at San Diego, 10:10 p.m.",
            123,
            "2016-05-17T06:20:00Z",
            "und"
        )
        {
            Publisher = "AP",
            Bylines = ["The Associated Press|"],
            Fact = "slug=BC-BBO--Baseball Expanded Glance",
        },
        new(
            "superdesk-core/ap_anpa-5.tst",
            "BC-US--APNewsAlert",
            "HONOLULU (AP) _ Hawaii files court challenge",
            "to avoid travel ban.",
            1,
            "2017-06-29T23:50:00Z",
            "und"
        )
        {
            Publisher = "AP",
            Dateline = "HONOLULU (AP)",
            Fact = "header/priority=b",
        },
        new(
            "superdesk-core/dpa_copyright.txt",
            "Impressum",
            "ryryryry copyright by dpa",
            "dpa dpa dpa dpa",
            1,
            "2017-06-24T22:00:00Z",
            "und"
        )
        {
            Publisher = "dpa",
            Urgency = 4,
            Fact = "label=(Achtung)",
        },
        new(
            "superdesk-core/dpa_two_by_line.txt",
            "Chiefs-Rams 2.0? Would be a fun Super Bowl, but don't count on it",
            "San Diego (tca/dpa) - History says",
            "- Distributed by Tribune Content Agency, LLC.",
            40,
            "2018-11-21T12:59:00Z",
            "en"
        )
        {
            Publisher = "dpa-tns",
            Urgency = 4,
            Bylines = ["Tom Krasovic|The San Diego Union-Tribune"],
            Dateline = "San Diego (tca/dpa)",
            EditorNote = "## Editorial contacts",
            Fact = "header/keywords=American Football/NFL/",
        },
        new(
            "superdesk-core/dpa_two_line.txt",
            "Peace talks on Yemen to take place in Sweden next month, Mattis says",
            "Washington (dpa) - US Defence Secretary",
            "dpa grj rmo",
            8,
            "2018-11-21T21:01:00Z",
            "en"
        )
        {
            Publisher = "dpa",
            Urgency = 3,
            Dateline = "Washington (dpa)",
            Fact = "label=EXTRA",
        },
        new("superdesk-core/bbc-ninjs-text-test.json", "advisory", "body", "body", 1, "2018-05-28T16:40:08Z", "en")
        {
            Provider = "www.example.com",
            Id = "https://www.example.com//12345",
            Urgency = 3,
            Section = "Planning Permission",
            Bylines = ["John Doe|"],
            Abstract = "LDRS WALES v.1",
            Status = ArticleStatus.Published,
            Fact = "contracts/name=Blaenau Gwent County Borough",
            Warnings = 2,
        },
        new(
            "superdesk-core/ninjs_embargoed.json",
            "Trouble is brewing for the future of beer",
            "What does torched earth taste like?",
            "by 360info™.",
            18,
            "2022-06-26T23:54:25Z",
            "en"
        )
        {
            Provider = "360info",
            Id = "fd8e441b-a698-4411-9246-7d5de21cced9",
            Version = "11",
            Publisher = "360info",
            Section = "Environment",
            Tags = ["global warming", "agriculture"],
            Genre = "Feature",
            Bylines = ["Aaron J. Staples|Michigan State University"],
            Embargo = "2022-06-29T02:30:00Z",
            Abstract = "Brewers are pursuing solutions",
            Status = ArticleStatus.Published,
            Fact = "extra/doi=10.54377/1533-31ec",
            Pictures =
            [
                (
                    "9eba8c38a3a82d35c2271e7b570fa7432342f0d7e59dfacc5fde588209e7649b.jpg",
                    1920,
                    1440,
                    null,
                    "There’s nothing quite like a cold beer"
                ),
            ],
        },
        new(
            "iptc-examples/LISTING_2_NewsML-G2_Text_Document.xml",
            "Fed to halt QE to avert \"bubble\"",
            "(New York, NY - October 21) Et, sent luptat",
            "esto cons dolutpat, si.",
            2,
            "2018-11-21T21:25:32Z",
            "en-US"
        )
        {
            Provider = "http://www.acmenews.com/about/",
            Id = "urn:newsml:acmenews.com:20161121:US-FINANCE-FED",
            Version = "11",
            Publisher = "http://www.acmenews.com/about/",
            Holder = "Acme News and Media LLC",
            Bylines = ["Meredith Jameson|Staff Reporter"],
            Tags = ["economy, business and finance", "central bank", "money and monetary policy"],
            Status = ArticleStatus.Published,
            Fact = "contentMeta/subject@qcode=medtop:20000350",
        },
        new(
            "iptc-examples/LISTING_25_An_NITF_marked-up_article_conveyed_in_inlineXML.xml",
            "Arizona Diamondbacks (29-23) at Philadelphia Phillies (26-24), 7:05p.m.",
            "(Sports Network) - With the Philadelphia Phillies",
            "a clash of the Titans.",
            1,
            null,
            "en"
        )
        {
            Bylines = ["Sports Network|"],
            Abstract = "A pair of teams coming off big weekend sweeps",
        },
        Wire(
            "iptc-examples/ninjs-1.4/businesswire-newsml-20130515006361.json",
            "Dell Redefines Workstation Computing Boundaries with Smallest Tower and Most Powerful Rack Workstations",
            "Dell today announced an expanded",
            "high-end workstation users.",
            "2013-05-16T04:01:00Z",
            "en",
            "20130515006361/en"
        ) with
        {
            Tags =
            [
                "United States",
                "Technology",
                "Data Management",
                "North America",
                "Hardware",
                "Software",
                "Product/Service",
                "Photo/Multimedia",
                "Texas",
            ],
            Fact = "associations/logo/type=graphic",
            Pictures = [("0025lf.jpg", 2055, 2064, null, ""), ("00095.jpg", 2962, 1000, null, "")],
        },
        Wire(
            "iptc-examples/ninjs-1.4/businesswire-newsml-20130605006126.json",
            "Cambrios被Gartner評選為「最酷供應商」",
            "(美國商業資訊)--為透明",
            "(Cool Vendor)。",
            "2013-06-05T21:00:00Z",
            "zh",
            "20130605006126/zh"
        ) with
        {
            Tags = Chemicals,
            Fact = "mimetype=application/x-resource+json;level=text",
        },
        Wire(
            "iptc-examples/ninjs-1.4/businesswire-newsml-20130612006110.json",
            "APP发布“2020 可持续发展路线图”第三次工作进展报告，并将继续落实森林保护政策",
            "亚洲浆纸业有限公司（Asia Pulp & Paper",
            "积极作用。",
            "2013-06-12T15:29:00Z",
            "zh",
            "20130612006110/zh"
        ) with
        {
            Tags =
            [
                "United States",
                "Asia Pacific",
                "North America",
                "Advisory",
                "Manufacturing",
                "Packaging",
                "Other Manufacturing",
                "Natural Resources",
                "Forest Products",
                "New York",
                "Environment",
                "Indonesia",
            ],
        },
        Wire(
            "iptc-examples/ninjs-1.4/businesswire-newsml-20130731006140.json",
            "Lunch Taking a Toll? Let Applebee’s® Industrial Strength Lunch Decoy Stand In",
            "With more Applebee’s® Lunch Combos",
            "in weeks last summer.",
            "2013-07-31T15:32:00Z",
            "en",
            "20130731006140/en"
        ) with
        {
            Tags = Lunch,
            Fact = "associations/video/type=video",
        },
        Wire(
            "iptc-examples/ninjs-3.0/businesswire-newsml-20130605006126.json",
            "Cambrios被Gartner評選為「最酷供應商」",
            "(美國商業資訊)--為透明",
            "(Cool Vendor)。",
            "2013-06-05T21:00:00Z",
            "zh",
            "20130605006126/zh"
        ) with
        {
            Tags = Chemicals,
        },
        Wire(
            "iptc-examples/ninjs-3.0/businesswire-newsml-20130731006140.json",
            "Lunch Taking a Toll? Let Applebee’s® Industrial Strength Lunch Decoy Stand In",
            "With more Applebee’s® Lunch Combos",
            "in weeks last summer.",
            "2013-07-31T15:32:00Z",
            "en",
            "20130731006140/en"
        ) with
        {
            Tags = Lunch,
            Fact = "associations/video/type=video",
        },
        Trial("iptc-examples/ninjs-1.4/ninjsExComplex1.json", "2013-07-09T10:37:00Z", "20130709cplx123") with
        {
            Fact = "associations/mainpic/headline=Costa Concordia cruise ship",
            Pictures =
            [
                (
                    "e3b904edbb3a-big.jpg",
                    429,
                    281,
                    "Paulo Santalucia",
                    "The Costa Concordia cruise ship lies on its side"
                ),
            ],
        },
        Trial("iptc-examples/ninjs-1.4/ninjsExComplex2.json", "2013-07-09T10:39:00Z", "20130709cplx456") with
        {
            Fact = "associations/portrait/person/name=Francesco Schettino",
            Pictures =
            [
                (
                    "e3b904edbb3a-big.jpg",
                    429,
                    281,
                    "Paulo Santalucia",
                    "The Costa Concordia cruise ship lies on its side"
                ),
                ("e3b904xyz000-big.jpg", 280, 430, "Paulo Santalucia", "Francesco Schettino the captain"),
            ],
        },
        Trial("iptc-examples/ninjs-1.4/ninjsExMediumText1.json", "2013-07-09T10:37:00Z", "20130709med123") with
        {
            Fact = "located=Grossetto, Italy",
        },
        Trial("iptc-examples/ninjs-1.4/ninjsExSimpleText1.json", "2013-07-09T10:37:00Z", "20130709simp123") with
        {
            Fact = "type=text",
        },
        Trial("iptc-examples/ninjs-3.0/ninjsExSimpleText_3.json", "2013-07-09T10:37:00Z", "20130709simp123") with
        {
            Fact = "type=text",
        },
        new(
            "iptc-examples/ninjs-3.0/20231008-anti-doping-measures-at-the-tour-down-under-will-be-the-toughest-ever-addb-ninjs-nitf.json",
            "Anti-doping measures at the 'Tour Down Under' will be the toughest ever",
            "The Australian Sports Anti-Doping Authority",
            "Email: media@asada.gov.au",
            18,
            "2023-10-08T00:34:03Z",
            "en"
        )
        {
            Provider = "antidopingdatabase.com",
            Id =
                "https://antidopingdatabase.com/news/anti-doping-measures-at-the-tour-down-under-will-be-the-toughest-ever",
            Version = "2",
            Urgency = 4,
            Bylines = ["Trond Husø|The Anti-Doping Database"],
            Tags = ["Sport", "drug abuse in sport", "Cycling"],
            Abstract = "The Australian Sports Anti-Doping Authority",
            Status = ArticleStatus.Published,
            Fact = "located=Oslo, Norway",
        },
        new(
            "iptc-examples/ninjs-3.0/dpa_text.json",
            "Faktencheck Derby-Elfmeter: Hat Schiedsrichter Zwayer recht?",
            "Für Lucien Favre war es",
            "Auslegung der Bestimmungen kommen.",
            9,
            "2019-05-10T14:02:28Z",
            "de"
        )
        {
            Provider = "dpa.com",
            Id = "urn:newsml:dpa.com:20090101:190510-99-167362",
            Version = "2",
            Publisher = "dpa",
            Urgency = 4,
            Bylines = ["Christian Hollmann|dpa"],
            Holder = "dpa",
            Status = ArticleStatus.Published,
        },
        new(
            "iptc-examples/ninjs-3.0/tt_text_image_3.json",
            "Militärövning i jätteformat hålls 2023",
            "Pandemin satte stopp",
            "internationella partners som deltar.",
            4,
            "2021-05-26T11:40:18Z",
            "sv"
        )
        {
            Provider = "tt.se",
            Id = "http://tt.se/media/text/210526-militarovning-a0f2d045",
            Version = "1",
            Publisher = "TT",
            Urgency = 3,
            Genre = "Inrikes",
            Holder = "TT",
            Tags = ["Krig, konflikter och oroligheter"],
            Abstract = "Pandemin satte stopp",
            Status = ArticleStatus.Published,
            Fact = "slugline=militärövning",
            Pictures =
            [
                (
                    "a001_NormalHires.jpg",
                    4724,
                    3149,
                    "Karl Melander",
                    "En stor internationell försvarsövning planeras 2023"
                ),
            ],
        },
    ];

    /// <summary>Documents that hold no article, and a word of the reason.</summary>
    public static readonly (string File, string Reason)[] Refused =
    [
        ("superdesk-core/picture.xml", "class picture"),
        ("superdesk-core/snep.xml", "names 10 items"),
        ("superdesk-core/stt_newsml_abstract_test.xml", "headline: there is none"),
        ("superdesk-core/ap_media_text_item.json", "body: there is no text"),
        ("iptc-examples/LISTING_1_A_NewsML-G2_News_Item.xml", "body: there is no text"),
        ("iptc-examples/LISTING_26_Embedded_photo_metadata_fields_mapped_to_NewsML-G2.xml", "class picture"),
        ("iptc-examples/LISTING_3_Photo_in_NewsML-G2.xml", "class picture"),
        ("iptc-examples/ninjs-1.4/ninjs-1-4-examples.json", "body: there is no text"),
        ("iptc-examples/ninjs-1.4/ninjsExSimplePhoto1.json", "type picture"),
        ("iptc-examples/ninjs-3.0/20231004-UEFA-ChampionLeague.json", "an event"),
        ("iptc-examples/ninjs-3.0/20231005-65-addb-event.json", "an event"),
        ("iptc-examples/ninjs-3.0/20231016-addb-example-press-conference.json", "an event"),
        ("iptc-examples/ninjs-3.0/SIPA_image_3.json", "type picture"),
        ("iptc-examples/ninjs-3.0/ap_audio.json", "type audio"),
        ("iptc-examples/ninjs-3.0/ap_image.json", "type picture"),
        ("iptc-examples/ninjs-3.0/ap_video.json", "type video"),
        ("iptc-examples/ninjs-3.0/collection/20231016-event-timeline-sample.json", "an event"),
        ("iptc-examples/ninjs-3.0/imageEncodedRights.json", "type picture"),
        ("iptc-examples/ninjs-3.0/imageLinkedRights.json", "type picture"),
        ("iptc-examples/ninjs-3.0/ntb_text.json", "body: there is no text"),
        ("iptc-examples/ninjs-3.0/simpleEvent.json", "an event"),
        ("iptc-examples/ninjs-3.0/tt_event_pressconference_3.0.json", "an event"),
    ];

    /// <summary>Canceled by its own words.</summary>
    public const string Canceled = "superdesk-core/nitf-fishing.xml";

    /// <summary>
    /// Not NITF, NewsML or ninjs: match tables, a site's export, a fragment without content, press releases and racing
    /// fields as plain text, and mail.
    /// </summary>
    public static readonly string[] OfOtherFormats =
    [
        "superdesk-aap/aap_cricket.xml",
        "superdesk-aap/aap_soccer.xml",
        "superdesk-core/wordpress_wxr_thumb.xml",
        "iptc-examples/LISTING_28_Illustrating_Located_Subject_and_Dateline.xml",
        "superdesk-aap/asianet_10.tst",
        "superdesk-aap/asianet_2.tst",
        "superdesk-aap/viflda004_7257.tst",
        "superdesk-core/googleform.txt",
        "superdesk-core/googleform1.txt",
    ];

    private static string[] Chemicals =>
        [
            "United States",
            "Technology",
            "Consumer Electronics",
            "North America",
            "Hardware",
            "Audio/Video",
            "Nanotechnology",
            "Semiconductor",
            "California",
            "Award",
            "Manufacturing",
            "Chemicals/Plastics",
            "Engineering",
        ];

    private static string[] Lunch =>
        [
            "Other Consumer",
            "United States",
            "North America",
            "Restaurant/Bar",
            "Product/Service",
            "Photo/Multimedia",
            "Missouri",
            "Retail",
            "Food/Beverage",
            "Consumer",
        ];

    private static WireSample Wire(
        string file,
        string headline,
        string first,
        string last,
        string published,
        string language,
        string id
    ) =>
        new(file, headline, first, last, 1, published, language)
        {
            Provider = "www.businesswire.com",
            Id = "http://www.businesswire.com/news/home/" + id,
            Version = "1",
        };

    private static WireSample Trial(string file, string published, string id) =>
        new(
            file,
            "Captain of wrecked cruise ship on trial in Italy",
            "GROSSETO, Italy (AP) -- The trial of the captain",
            "Schettino has denied wrongdoing.",
            4,
            published,
            "en"
        )
        {
            Provider = "ninjs.example.com",
            Id = "http://ninjs.example.com/newsitems/" + id,
            Bylines = [.. Costa.Select(name => name + "|")],
            Dateline = "GROSSETO, Italy (AP)",
        };
}

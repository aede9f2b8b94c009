using System.Xml.Linq;

namespace ArticleApi.Core.Ingestion.Wire;

/// <summary>NITF 3: one article in one document, as AAP, AP, the Canadian Press, NTB and PA send it.</summary>
public static class NitfReader
{
    public const string Format = "nitf";

    public static bool Recognises(ReadOnlySpan<byte> start) => XmlStart.Of(start) is { Name: "nitf" };

    public static DocumentReading Read(string document, byte[] bytes)
    {
        var reading = new WireDocument(document);
        if (reading.Root(bytes) is not { } root)
            return reading.Reading(Format);

        if (root.Is("nitf"))
            Take(root, reading);
        else
            reading.Complain(Severity.Error, root.FirstLine(), $"The document is <{root.Name.LocalName}>, not NITF.");

        return reading.Reading(Format);
    }

    private static void Take(XElement nitf, WireDocument reading)
    {
        var item = NitfItem.Of(nitf, reading);
        reading.Take(item);

        // A new version may take back the one before it, which has an id of its own.
        var docdata = nitf.At("head", "docdata");
        if (
            docdata.Value("management-idref-status") == "canceled"
            && docdata.Value("management-doc-idref") is { } before
            && before != item.Id
        )
            reading.Take(item with { Id = before, Version = null, Status = WireStatus.Canceled });
    }
}

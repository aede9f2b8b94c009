using System.Xml.Linq;

namespace ArticleApi.Core.Ingestion.Wire;

/// <summary>NITF 3: one article in one document, as AAP, AP, the Canadian Press, NTB and PA send it.</summary>
public static class NitfReader
{
    public const string Format = "nitf";

    public static bool Recognises(ReadOnlySpan<byte> start) => XmlPrologue.Parse(start) is { Name: "nitf" };

    public static DocumentParseResult Read(string document, byte[] bytes)
    {
        var reading = new WireParseContext(document);
        if (reading.LoadXmlRoot(bytes) is not { } root)
            return reading.ToResult(Format);

        if (root.HasName("nitf"))
            AddItem(root, reading);
        else
            reading.AddDiagnostic(
                DiagnosticSeverity.Error,
                root.FirstLine(),
                $"The document is <{root.Name.LocalName}>, not NITF."
            );

        return reading.ToResult(Format);
    }

    private static void AddItem(XElement nitf, WireParseContext reading)
    {
        var item = NitfItem.Read(nitf, reading);
        reading.AddItem(item);

        // A new version may take back the one before it, which has an id of its own.
        var docdata = nitf.FindPath("head", "docdata");
        if (
            docdata.GetAttribute("management-idref-status") == "canceled"
            && docdata.GetAttribute("management-doc-idref") is { } before
            && before != item.Id
        )
            reading.AddItem(item with { Id = before, Version = null, Status = WireStatus.Canceled });
    }
}

using System.Xml.Linq;

namespace ArticleApi.Core.Ingestion.Wire;

/// <summary>NITF 3: one article in one document, as AAP, AP, the Canadian Press, NTB and PA send it.</summary>
public static class NitfReader
{
    public const string Format = "nitf";

    public static bool Recognises(ReadOnlySpan<byte> start) => XmlPrologue.Parse(start) is { Name: "nitf" };

    public static DocumentParseResult Read(string document, byte[] bytes)
    {
        var reading = new DocumentParseContext(document, isInOrderSent: true);
        if (reading.LoadXmlRoot(bytes) is not { } root)
            return reading.ToResult();

        if (root.HasName("nitf"))
            AddItem(root, reading);
        else
            reading.AddError(root.FirstLine(), $"The document is <{root.Name.LocalName}>, not NITF.");

        return reading.ToResult();
    }

    private static void AddItem(XElement nitf, DocumentParseContext reading)
    {
        var item = NitfItem.Read(nitf, reading);
        reading.AddItem(item, Format);

        // A new version may take back the one before it, which has an id of its own.
        var docdata = nitf.FindPath("head", "docdata");
        if (
            docdata.GetAttribute("management-idref-status") == "canceled"
            && docdata.GetAttribute("management-doc-idref") is { } before
            && before != item.Id
        )
            reading.AddItem(item with { Id = before, Version = null, Status = WireStatus.Canceled }, Format);
    }
}

using System.Runtime.InteropServices;
using ArticleApi.Core;
using ArticleApi.Storage;
using ArticleApi.Storage.Tables;

namespace ArticleApi.Index;

/// <summary>
/// The names of index lists as they are stored: 64 bits, a fifth of the texts' room at a million articles, keyed with
/// the database's secret, so that nobody outside can make two names meet. The audience is no part of a name but a
/// column of its own.
/// </summary>
internal sealed class IndexKeys(DatabaseSecret secret)
{
    private const int FieldBits = 4;

    private volatile KeyedHash? _keyed;

    /// <summary>The stored name of a term or date of a list.</summary>
    public long ListId(string collection, string name) => Hash(collection, name, "");

    /// <summary>
    /// The list id of a lookup hash of a signature, whose postings stand beside the terms'. They stand together: every
    /// article has eight that nearly no other has, and scattered among the terms each would have a page of the index
    /// written.
    /// </summary>
    public long SignatureListId(uint lookupHash) => Current.SignatureLists | lookupHash;

    /// <summary>The id of a facet value, as facets count it; its lowest bits are the field.</summary>
    public long FacetValueId(FacetField field, string normalizedValue) =>
        (Hash(IndexDocument.FilterNameOf(field), ":", normalizedValue) << FieldBits) | (long)field;

    public static FacetField FacetFieldOf(long valueId) => (FacetField)(valueId & ((1 << FieldBits) - 1));

    // Of the texts one after the other, which are not put together for it: imports ask for many.
    private long Hash(string first, string second, string third)
    {
        var hash = Current.Hash.Begin();
        hash.Append(MemoryMarshal.AsBytes(first.AsSpan()));
        hash.Append(MemoryMarshal.AsBytes(second.AsSpan()));
        hash.Append(MemoryMarshal.AsBytes(third.AsSpan()));

        return (long)hash.GetHash();
    }

    private KeyedHash Current
    {
        get
        {
            var value = secret.Value;
            var keyed = _keyed;

            return keyed is not null && ReferenceEquals(keyed.Secret, value) ? keyed : _keyed = new(value);
        }
    }

    private sealed class KeyedHash(byte[] secret)
    {
        public byte[] Secret { get; } = secret;

        public SipHash Hash { get; } = SipHash.FromKey(secret);

        public long SignatureLists { get; } = (long)SipHash.FromKey(secret).Compute("like:"u8) & ~(long)uint.MaxValue;
    }
}

using ArticleApi.Core.Search;

namespace ArticleApi.Storage.Postgres;

/// <summary>
/// Reads the tokens of a text's columns, each with its position and the weight that is its column. The positions run on
/// from column to column, with a gap, so that no phrase crosses.
/// </summary>
internal ref struct TsVectorReader(TokenizedText text)
{
    private ReadOnlySpan<byte> _rest;
    private int _column = -1;

    /// <summary>In UTF-8.</summary>
    public ReadOnlySpan<byte> Token { get; private set; }

    public int Position { get; private set; }

    /// <summary>From A for the headline to D for the body.</summary>
    public char Weight { get; private set; }

    public bool Read()
    {
        do
        {
            while (_rest.IsEmpty)
            {
                if (++_column == TsVector.Weights.Count)
                    return false;

                (var column, Weight) = TsVector.Weights[_column];
                _rest = text.GetUtf8(column);
                Position++;
            }

            Position++;
            var end = _rest.IndexOf((byte)' ');
            Token = end < 0 ? _rest : _rest[..end];
            _rest = end < 0 ? [] : _rest[(end + 1)..];
        } while (Token.SequenceEqual(TokenizedText.FieldBreakUtf8));

        return true;
    }
}

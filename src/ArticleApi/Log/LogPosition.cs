namespace ArticleApi.Log;

/// <summary>
/// A commit, by its number in the log and the nonce it drew. What is kept under one is found by reference: in another
/// history, such as a restored backup's, even the same number is another object.
/// </summary>
public sealed class LogPosition(long number, long nonce)
{
    public long Number => number;

    public bool IsSame(long otherNumber, long otherNonce) => (number, nonce) == (otherNumber, otherNonce);
}

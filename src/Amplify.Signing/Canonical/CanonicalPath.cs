using System.Buffers;

namespace Amplify.Signing.Canonical;

/// <summary>The path of a canonical request.</summary>
internal static class CanonicalPath
{
    /// <summary>Appends the canonical form of a path as it stands on the wire.</summary>
    /// <param name="buffer">Where to.</param>
    /// <param name="path">The path as sent; empty means the root.</param>
    /// <param name="normalize">Whether dot segments and doubled slashes are resolved.</param>
    /// <param name="encodeAgain">Whether the path is encoded once more, as every service but s3 does.</param>
    public static void Append(ByteBuffer buffer, ReadOnlySpan<char> path, bool normalize, bool encodeAgain)
    {
        if (path.IsEmpty)
        {
            buffer.Append((byte)'/');
        }
        else if (!encodeAgain)
        {
            PercentEncoding.AppendPathOnce(buffer, path);
        }
        else if (normalize && NeedsNormalizing(path))
        {
            AppendNormalized(buffer, path);
        }
        else
        {
            PercentEncoding.AppendPath(buffer, path);
        }
    }

    private static bool NeedsNormalizing(ReadOnlySpan<char> path) =>
        path[0] != '/' || path.Contains("//", StringComparison.Ordinal) || path.Contains("/.", StringComparison.Ordinal);

    private static void AppendNormalized(ByteBuffer buffer, ReadOnlySpan<char> path)
    {
        // Removing segments only shortens a path, but for the slash that a path without one is given.
        char[] rented = ArrayPool<char>.Shared.Rent(path.Length + 1);
        int length = 0;
        foreach (Range range in path.Split('/'))
        {
            ReadOnlySpan<char> segment = path[range];
            if (segment is "..")
            {
                length = Math.Max(0, rented.AsSpan(0, length).LastIndexOf('/'));
            }
            else if (segment.Length > 0 && segment is not ".")
            {
                rented[length] = '/';
                segment.CopyTo(rented.AsSpan(length + 1));
                length += segment.Length + 1;
            }
        }

        if (length == 0 || path[^1] == '/')
        {
            rented[length++] = '/';
        }

        PercentEncoding.AppendPath(buffer, rented.AsSpan(0, length));
        ArrayPool<char>.Shared.Return(rented);
    }
}

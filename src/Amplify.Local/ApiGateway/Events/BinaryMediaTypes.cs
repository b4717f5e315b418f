namespace Amplify.Local.ApiGateway.Events;

/// <summary>
/// The media types that travel as base64 between gateway and handler. Compared without parameters; <c>image/*</c> and <c>*/*</c> match as
/// one expects.
/// </summary>
internal sealed class BinaryMediaTypes(IReadOnlyCollection<string> types)
{
    public bool Matches(string? mediaType)
    {
        if (types.Count == 0 || string.IsNullOrEmpty(mediaType))
        {
            return types.Contains("*/*");
        }

        // Of several types in an Accept header the service looks at the first alone.
        ReadOnlySpan<char> first = mediaType.AsSpan();
        int end = first.IndexOfAny(',', ';');
        first = (end < 0 ? first : first[..end]).Trim();
        foreach (string type in types)
        {
            if (Matches(type, first))
            {
                return true;
            }
        }

        return false;
    }

    private static bool Matches(string type, ReadOnlySpan<char> mediaType) =>
        type == "*/*"
        || (type.EndsWith("/*", StringComparison.Ordinal)
            ? mediaType.StartsWith(type.AsSpan(0, type.Length - 1), StringComparison.OrdinalIgnoreCase)
            : mediaType.Equals(type, StringComparison.OrdinalIgnoreCase));
}

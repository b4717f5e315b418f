using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace Amplify.Local.Events.Channels;

/// <summary>A channel, <c>/namespace/segment…</c>, or with a last <c>/*</c> all channels below one.</summary>
/// <param name="Text">The channel with its first slash.</param>
/// <param name="Namespace">The first segment.</param>
/// <param name="IsWildcard">Whether it ends in <c>/*</c>.</param>
internal sealed partial record ChannelName(string Text, string Namespace, bool IsWildcard)
{
    private const int MostSegments = 5;
    private const string Wildcard = "*";

    public static bool IsSegment(string text) => SegmentPattern().IsMatch(text);

    /// <summary>Reads a channel; some clients leave the first slash out.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out ChannelName? channel)
    {
        channel = null;
        if (text is null)
        {
            return false;
        }

        string[] segments = (text.StartsWith('/') ? text[1..] : text).Split('/');
        bool isWildcard = segments.Length > 1 && segments[^1] == Wildcard;
        string[] named = isWildcard ? segments[..^1] : segments;
        if (segments.Length > MostSegments || !Array.TrueForAll(named, IsSegment))
        {
            return false;
        }

        channel = new ChannelName('/' + string.Join('/', segments), named[0], isWildcard);
        return true;
    }

    [GeneratedRegex(@"^[A-Za-z0-9](?:[A-Za-z0-9\-]{0,48}[A-Za-z0-9])?\z", RegexOptions.CultureInvariant)]
    private static partial Regex SegmentPattern();
}

namespace Amplify.Api.Events;

/// <summary>Checks the names of channels.</summary>
/// <remarks>See <see href="https://docs.aws.amazon.com/appsync/latest/eventapi/channel-namespaces.html">channels</see>.</remarks>
internal static class ChannelName
{
    private const int MostSegments = 5;
    private const int LongestSegment = 50;

    /// <summary>Gives the name with its slash at the front.</summary>
    /// <param name="channel">The name.</param>
    /// <param name="wildcard">Whether it may end in <c>/*</c>.</param>
    /// <exception cref="ArgumentException">It is no name of a channel.</exception>
    public static string Checked(string channel, bool wildcard)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(channel);
        string name = channel[0] == '/' ? channel : "/" + channel;
        string[] segments = name[1..].Split('/');
        bool any = segments is [.., "*"];
        if (any && !wildcard)
        {
            throw Wrong(channel, "a wildcard is for subscribing; an event goes to one channel");
        }

        ReadOnlySpan<string> named = any ? segments.AsSpan(0, segments.Length - 1) : segments;
        if (named.IsEmpty || segments.Length > MostSegments)
        {
            throw Wrong(channel, named.IsEmpty ? "a wildcard needs a namespace before it, as in /default/*" : "a channel has five segments at most");
        }

        foreach (string segment in named)
        {
            if (!IsSegment(segment))
            {
                throw Wrong(channel, "a segment has 1 to 50 letters, digits and dashes, and neither begins nor ends with a dash");
            }
        }

        return name;
    }

    private static bool IsSegment(string segment) =>
        segment.Length is > 0 and <= LongestSegment
        && segment[0] != '-'
        && segment[^1] != '-'
        && segment.All(static c => char.IsAsciiLetterOrDigit(c) || c == '-');

    private static ArgumentException Wrong(string channel, string rule) => new($"'{channel}' is no channel: {rule}.", nameof(channel));
}

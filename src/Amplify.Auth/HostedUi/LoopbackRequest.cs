using System.Text;

namespace Amplify.Auth.HostedUi;

/// <summary>Reads as much of a browser's request as is needed.</summary>
internal static class LoopbackRequest
{
    // Codes are long, and cookies of other servers on this machine come too.
    private const int LargestHead = 64 * 1024;

    /// <summary>Reads a request to the end of its head.</summary>
    /// <returns>The target of a GET, or <see langword="null"/> when it is anything else.</returns>
    public static async Task<string?> ReadTargetAsync(Stream stream, CancellationToken cancellationToken)
    {
        byte[] head = new byte[LargestHead];
        int length = 0;
        while (!head.AsSpan(0, length).EndsWith("\r\n\r\n"u8))
        {
            int read = length == head.Length ? 0 : await stream.ReadAsync(head.AsMemory(length), cancellationToken).ConfigureAwait(false);
            if (read == 0)
            {
                return null;
            }

            length += read;
        }

        string[] line = Encoding.ASCII.GetString(head, 0, head.AsSpan(0, length).IndexOf("\r\n"u8)).Split(' ');
        return line is ["GET", ['/', ..] target, ['H', 'T', 'T', 'P', '/', '1', '.', ..]] ? target : null;
    }
}

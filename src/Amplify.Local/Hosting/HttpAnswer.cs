using Microsoft.Extensions.Primitives;

namespace Amplify.Local.Hosting;

/// <summary>What a service answers, before it goes to the socket: whole, so that a fault can still change or cut it.</summary>
internal sealed record HttpAnswer
{
    public const string Json = "application/json";

    public required int StatusCode { get; init; }

    public string? ContentType { get; init; } = Json;

    public IReadOnlyList<KeyValuePair<string, StringValues>> Headers { get; init; } = [];

    public ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>What the connection becomes when the answer is 101.</summary>
    public SocketAnswer? Socket { get; init; }

    public static HttpAnswer Upgrade(SocketAnswer socket) => new() { StatusCode = 101, ContentType = null, Socket = socket };

    /// <summary>The kind of error that the headers tell, without the colon that Cognito puts behind it.</summary>
    public string? ErrorType
    {
        get
        {
            foreach (KeyValuePair<string, StringValues> header in Headers)
            {
                if (header.Key.Equals("x-amzn-ErrorType", StringComparison.OrdinalIgnoreCase))
                {
                    return header.Value.ToString().TrimEnd(':');
                }
            }

            return null;
        }
    }
}

using Amplify.Api.Rest;
using Amplify.Core.Http;

namespace Amplify.Api;

/// <summary>A REST API as calls find it: checked, and a copy, so that later changes to the settings do not reach a running client.</summary>
internal sealed record RestEndpointEntry(
    string Name,
    string Key,
    Uri Endpoint,
    string? Region,
    string? Service,
    AuthMode Mode,
    string? ApiKey,
    TokenKind TokenKind,
    IReadOnlyDictionary<string, string?> Headers,
    Func<CancellationToken, ValueTask<IReadOnlyDictionary<string, string?>>>? CustomHeader,
    TimeSpan? AttemptTimeout,
    RetryOptions? Retry)
{
    private LatestAddress? _latest;

    /// <summary>Gets or sets the head of the calls that set nothing differently and read JSON, once there was one.</summary>
    public RestHead? JsonHead { get; set; }

    /// <summary>Gets or sets the head of the calls that set nothing differently and read anything, once there was one.</summary>
    public RestHead? AnyHead { get; set; }

    /// <summary>Gives the address of a path.</summary>
    /// <exception cref="ArgumentException">The path is not one, or something holds a control character.</exception>
    public Uri AddressOf(string path, IWireQuery? parameters)
    {
        if (parameters is not null)
        {
            return WireTarget.Build(Endpoint, path, parameters, OperatingSystem.IsBrowser());
        }

        // An address takes apart what it is made of when it is first looked at, which is felt in each call: one path is often called many times in a row.
        LatestAddress? latest = Volatile.Read(ref _latest);
        if (latest is null || latest.Path != path)
        {
            latest = new LatestAddress(path, WireTarget.Build(Endpoint, path, parameters: null, OperatingSystem.IsBrowser()));
            Volatile.Write(ref _latest, latest);
        }

        return latest.Address;
    }

    // A record would print its members, the key among them.
    public override string ToString() => Name;

    private sealed record LatestAddress(string Path, Uri Address);
}

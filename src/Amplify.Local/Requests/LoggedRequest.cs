using System.Globalization;

namespace Amplify.Local;

/// <summary>A request that the backend has received. It holds no query, header or body, and so no secret.</summary>
public sealed record LoggedRequest
{
    internal LoggedRequest()
    {
    }

    /// <summary>Gets the number of the request: the backend's first is 1.</summary>
    public long Number { get; internal set; }

    /// <summary>Gets when it arrived, by the backend's clock.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>
    /// Gets the REST API, <see cref="LocalFaults.Lambda"/> or <see cref="LocalFaults.IdentityPool"/>; empty when there is no such API.
    /// </summary>
    public required string Api { get; init; }

    /// <summary>Gets the HTTP method.</summary>
    public required string Method { get; init; }

    /// <summary>Gets the path as it was sent, percent-encoding, API and stage included, without the query.</summary>
    public required string Path { get; init; }

    /// <summary>Gets the status, or <see langword="null"/> when nothing was answered: cut by a fault, or given up by the caller.</summary>
    public int? StatusCode { get; init; }

    /// <summary>Gets what <c>x-amzn-ErrorType</c> says, such as <c>InvalidSignatureException</c>; <see langword="null"/> without an error.</summary>
    public string? ErrorType { get; init; }

    /// <summary>Gets the caller's identity in the identity pool; <see langword="null"/> when it has none.</summary>
    public string? IdentityId { get; init; }

    /// <summary>Gets the id that the answer carries in <c>x-amzn-RequestId</c>.</summary>
    public required string RequestId { get; init; }

    /// <summary>Gets how long it took until the answer began.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>Gets whether a fault of <see cref="LocalBackend.Faults"/> was at work.</summary>
    public required bool IsFaulty { get; init; }

    /// <summary>Gives a line for a person: <c>12:30:05.120 GET /MyCloudApi/prod/items 200 1.2 ms</c>.</summary>
    /// <returns>The line.</returns>
    public override string ToString()
    {
        string status = StatusCode?.ToString(CultureInfo.InvariantCulture) ?? "cut";
        string error = ErrorType is null ? "" : $" {ErrorType}";
        string identity = IdentityId is null ? "" : $" {IdentityId}";
        string fault = IsFaulty ? " (fault)" : "";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{Time.UtcDateTime:HH:mm:ss.fff} {Method} {Path} {status}{error} {Duration.TotalMilliseconds:0.0} ms{identity}{fault}");
    }
}

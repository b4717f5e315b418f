using Amplify.Auth.UserPool.Accounts;
using Amplify.Auth.UserPool.Messages;

namespace Amplify;

/// <summary>A device that a user has signed in on.</summary>
/// <param name="DeviceKey">What the pool calls it.</param>
/// <param name="Attributes">What the pool knows of it, such as <c>device_name</c>.</param>
/// <param name="CreatedAt">When it became known.</param>
/// <param name="LastModifiedAt">When something of it was changed.</param>
/// <param name="LastAuthenticatedAt">When the user last signed in on it.</param>
public sealed record AuthDevice(
    string DeviceKey,
    IReadOnlyDictionary<string, string> Attributes,
    DateTimeOffset? CreatedAt,
    DateTimeOffset? LastModifiedAt,
    DateTimeOffset? LastAuthenticatedAt)
{
    internal static AuthDevice From(DeviceMessages.ListedDevice part) => new(
        part.DeviceKey ?? "",
        NamedValues.ToDictionary(part.DeviceAttributes),
        TimeOf(part.DeviceCreateDate),
        TimeOf(part.DeviceLastModifiedDate),
        TimeOf(part.DeviceLastAuthenticatedDate));

    private static DateTimeOffset? TimeOf(double? seconds) => seconds is { } time ? DateTimeOffset.UnixEpoch.AddSeconds(time) : null;
}

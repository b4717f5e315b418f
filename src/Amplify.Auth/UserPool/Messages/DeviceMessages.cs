namespace Amplify.Auth.UserPool.Messages;

/// <summary>The messages about remembered devices; the members have the names on the wire.</summary>
internal static class DeviceMessages
{
    internal sealed class ConfirmDeviceRequest
    {
        public required string AccessToken { get; init; }

        public required string DeviceKey { get; init; }

        public string? DeviceName { get; init; }

        public required VerifierPart DeviceSecretVerifierConfig { get; init; }
    }

    internal sealed class VerifierPart
    {
        public required string PasswordVerifier { get; init; }

        public required string Salt { get; init; }
    }

    internal sealed class DeviceStatusRequest
    {
        public required string AccessToken { get; init; }

        public required string DeviceKey { get; init; }

        public required string DeviceRememberedStatus { get; init; }
    }

    internal sealed class ForgetDeviceRequest
    {
        public required string AccessToken { get; init; }

        public required string DeviceKey { get; init; }
    }

    internal sealed class ListDevicesRequest
    {
        public required string AccessToken { get; init; }

        public int Limit { get; init; }

        public string? PaginationToken { get; init; }
    }

    internal sealed class DevicesAnswer
    {
        public IReadOnlyList<ListedDevice>? Devices { get; init; }

        public string? PaginationToken { get; init; }
    }

    internal sealed class ListedDevice
    {
        public string? DeviceKey { get; init; }

        public IReadOnlyList<AccountMessages.NamedValue>? DeviceAttributes { get; init; }

        /// <summary>Gets a time in seconds since 1970; fractions and exponents are seen.</summary>
        public double? DeviceCreateDate { get; init; }

        public double? DeviceLastModifiedDate { get; init; }

        public double? DeviceLastAuthenticatedDate { get; init; }
    }
}

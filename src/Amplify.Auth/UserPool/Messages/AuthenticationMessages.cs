namespace Amplify.Auth.UserPool.Messages;

/// <summary>The messages of signing in, staying signed in and signing out; the members have the names on the wire.</summary>
internal static class AuthenticationMessages
{
    internal sealed class InitiateAuthRequest
    {
        public required string ClientId { get; init; }

        public required string AuthFlow { get; init; }

        public required Dictionary<string, string> AuthParameters { get; init; }

        public IReadOnlyDictionary<string, string>? ClientMetadata { get; init; }

        public string? Session { get; init; }
    }

    internal sealed class RespondToAuthChallengeRequest
    {
        public required string ClientId { get; init; }

        public required string ChallengeName { get; init; }

        public required Dictionary<string, string> ChallengeResponses { get; init; }

        public string? Session { get; init; }

        public IReadOnlyDictionary<string, string>? ClientMetadata { get; init; }
    }

    /// <summary>Either a challenge or a result.</summary>
    internal sealed class AuthenticationAnswer
    {
        public string? ChallengeName { get; init; }

        public string? Session { get; init; }

        public Dictionary<string, string>? ChallengeParameters { get; init; }

        public IReadOnlyList<string>? AvailableChallenges { get; init; }

        public ResultPart? AuthenticationResult { get; init; }
    }

    internal sealed class ResultPart
    {
        public string? AccessToken { get; init; }

        public string? IdToken { get; init; }

        public string? RefreshToken { get; init; }

        public DevicePart? NewDeviceMetadata { get; init; }
    }

    internal sealed class DevicePart
    {
        public string? DeviceKey { get; init; }

        public string? DeviceGroupKey { get; init; }
    }

    internal sealed class GetTokensRequest
    {
        public required string RefreshToken { get; init; }

        public required string ClientId { get; init; }

        public string? ClientSecret { get; init; }

        public string? DeviceKey { get; init; }
    }

    internal sealed class RevokeTokenRequest
    {
        public required string Token { get; init; }

        public required string ClientId { get; init; }

        public string? ClientSecret { get; init; }
    }
}

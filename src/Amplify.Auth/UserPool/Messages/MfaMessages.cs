namespace Amplify.Auth.UserPool.Messages;

/// <summary>The messages about second factors; the members have the names on the wire.</summary>
internal static class MfaMessages
{
    /// <summary>By access token for a user who is signed in, by session in the middle of a sign-in.</summary>
    internal sealed class AssociateRequest
    {
        public string? AccessToken { get; init; }

        public string? Session { get; init; }
    }

    internal sealed class AssociateAnswer
    {
        public string? SecretCode { get; init; }

        public string? Session { get; init; }
    }

    internal sealed class VerifyRequest
    {
        public string? AccessToken { get; init; }

        public string? Session { get; init; }

        public required string UserCode { get; init; }

        public string? FriendlyDeviceName { get; init; }
    }

    internal sealed class VerifyAnswer
    {
        public string? Status { get; init; }

        public string? Session { get; init; }
    }

    internal sealed class PreferenceRequest
    {
        public required string AccessToken { get; init; }

        public SettingPart? SMSMfaSettings { get; init; }

        public SettingPart? SoftwareTokenMfaSettings { get; init; }

        public SettingPart? EmailMfaSettings { get; init; }
    }

    internal sealed class SettingPart
    {
        public bool Enabled { get; init; }

        public bool? PreferredMfa { get; init; }
    }
}

namespace Amplify.Auth.UserPool.Messages;

/// <summary>The messages about accounts of users who need not be signed in; the members have the names on the wire.</summary>
internal static class AccountMessages
{
    internal sealed class NamedValue
    {
        public string? Name { get; init; }

        public string? Value { get; init; }
    }

    internal sealed class DeliveryPart
    {
        public string? Destination { get; init; }

        public string? DeliveryMedium { get; init; }

        public string? AttributeName { get; init; }
    }

    internal sealed class SignUpRequest
    {
        public required string ClientId { get; init; }

        public required string Username { get; init; }

        public string? Password { get; init; }

        public string? SecretHash { get; init; }

        public IReadOnlyList<NamedValue>? UserAttributes { get; init; }

        public IReadOnlyList<NamedValue>? ValidationData { get; init; }

        public IReadOnlyDictionary<string, string>? ClientMetadata { get; init; }
    }

    internal sealed class SignUpAnswer
    {
        public bool UserConfirmed { get; init; }

        public string? UserSub { get; init; }

        public DeliveryPart? CodeDeliveryDetails { get; init; }

        public string? Session { get; init; }
    }

    internal sealed class ConfirmSignUpAnswer
    {
        public string? Session { get; init; }
    }

    internal sealed class ConfirmSignUpRequest
    {
        public required string ClientId { get; init; }

        public required string Username { get; init; }

        public required string ConfirmationCode { get; init; }

        public string? SecretHash { get; init; }

        public bool? ForceAliasCreation { get; init; }

        public string? Session { get; init; }

        public IReadOnlyDictionary<string, string>? ClientMetadata { get; init; }
    }

    /// <summary>Asks for a code: to confirm a sign-up again, or to reset a password.</summary>
    internal sealed class SendCodeRequest
    {
        public required string ClientId { get; init; }

        public required string Username { get; init; }

        public string? SecretHash { get; init; }

        public IReadOnlyDictionary<string, string>? ClientMetadata { get; init; }
    }

    internal sealed class DeliveryAnswer
    {
        public DeliveryPart? CodeDeliveryDetails { get; init; }
    }

    internal sealed class ConfirmForgotPasswordRequest
    {
        public required string ClientId { get; init; }

        public required string Username { get; init; }

        public required string ConfirmationCode { get; init; }

        public required string Password { get; init; }

        public string? SecretHash { get; init; }

        public IReadOnlyDictionary<string, string>? ClientMetadata { get; init; }
    }

    internal sealed class EmptyAnswer;
}

namespace Amplify.Auth.UserPool.Messages;

/// <summary>The messages about the user who is signed in; the members have the names on the wire.</summary>
internal static class UserMessages
{
    /// <summary>What needs nothing but to know who asks.</summary>
    internal sealed class AccessTokenRequest
    {
        public required string AccessToken { get; init; }
    }

    internal sealed class UserAnswer
    {
        public string? Username { get; init; }

        public IReadOnlyList<AccountMessages.NamedValue>? UserAttributes { get; init; }

        public string? PreferredMfaSetting { get; init; }

        public IReadOnlyList<string>? UserMFASettingList { get; init; }
    }

    internal sealed class UpdateAttributesRequest
    {
        public required string AccessToken { get; init; }

        public required IReadOnlyList<AccountMessages.NamedValue> UserAttributes { get; init; }

        public IReadOnlyDictionary<string, string>? ClientMetadata { get; init; }
    }

    internal sealed class DeliveriesAnswer
    {
        public IReadOnlyList<AccountMessages.DeliveryPart>? CodeDeliveryDetailsList { get; init; }
    }

    internal sealed class AttributeCodeRequest
    {
        public required string AccessToken { get; init; }

        public required string AttributeName { get; init; }

        public IReadOnlyDictionary<string, string>? ClientMetadata { get; init; }
    }

    internal sealed class VerifyAttributeRequest
    {
        public required string AccessToken { get; init; }

        public required string AttributeName { get; init; }

        public required string Code { get; init; }
    }

    internal sealed class DeleteAttributesRequest
    {
        public required string AccessToken { get; init; }

        public required IReadOnlyList<string> UserAttributeNames { get; init; }
    }

    internal sealed class ChangePasswordRequest
    {
        public required string AccessToken { get; init; }

        public required string PreviousPassword { get; init; }

        public required string ProposedPassword { get; init; }
    }
}

using System.Text.Json;
using Amplify.Local.Cognito.UserPool.Mfa;
using Amplify.Local.Cognito.UserPool.Tokens;
using Amplify.Local.Cognito.UserPool.Users;

namespace Amplify.Local.Cognito.UserPool.Operations;

/// <summary>What a user can see of themselves, and deleting the account.</summary>
internal sealed class AccountOperations(AccessTokens tokens, UserPoolDirectory users, SignInStore signIns)
{
    public async ValueTask<ReadOnlyMemory<byte>> GetUserAsync(OperationInput input, CancellationToken cancellationToken)
    {
        PoolUser user = await tokens.UserAsync(input, cancellationToken).ConfigureAwait(false);
        return OperationAnswer.Object(user, static (writer, user) =>
        {
            WriteFactors(writer, user);
            writer.WriteStartArray("UserAttributes");
            foreach ((string name, string value) in user.Attributes.OrderBy(static attribute => attribute.Key, StringComparer.Ordinal))
            {
                writer.WriteStartObject();
                writer.WriteString("Name", name);
                writer.WriteString("Value", value);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            writer.WriteString("Username", user.Username);
        });
    }

    public async ValueTask<ReadOnlyMemory<byte>> GetUserAuthFactorsAsync(OperationInput input, CancellationToken cancellationToken)
    {
        PoolUser user = await tokens.UserAsync(input, cancellationToken).ConfigureAwait(false);
        return OperationAnswer.Object(user, static (writer, user) =>
        {
            writer.WriteStartArray("ConfiguredUserAuthFactors");
            foreach (string factor in FirstFactorsOf(user))
            {
                writer.WriteStringValue(factor);
            }

            writer.WriteEndArray();
            WriteFactors(writer, user);
            writer.WriteString("Username", user.Username);
        });
    }

    public async ValueTask<ReadOnlyMemory<byte>> DeleteUserAsync(OperationInput input, CancellationToken cancellationToken)
    {
        PoolUser user = await tokens.UserAsync(input, cancellationToken).ConfigureAwait(false);
        signIns.EndAll(user.Subject);
        users.Delete(user.Username);
        return ReadOnlyMemory<byte>.Empty;
    }

    private static IEnumerable<string> FirstFactorsOf(PoolUser user)
    {
        if (user.Password is not null)
        {
            yield return "PASSWORD";
        }

        if (user.HasVerified(AttributeNames.Email))
        {
            yield return "EMAIL_OTP";
        }

        if (user.HasVerified(AttributeNames.PhoneNumber))
        {
            yield return "SMS_OTP";
        }
    }

    private static void WriteFactors(Utf8JsonWriter writer, PoolUser user)
    {
        if (user.Mfa.Preferred is { } preferred)
        {
            writer.WriteString("PreferredMfaSetting", MfaNames.NameOf(preferred));
        }

        if (user.Mfa.Enabled.IsEmpty)
        {
            return;
        }

        writer.WriteStartArray("UserMFASettingList");
        foreach (LocalMfaMethod method in user.Mfa.Enabled)
        {
            writer.WriteStringValue(MfaNames.NameOf(method));
        }

        writer.WriteEndArray();
    }
}

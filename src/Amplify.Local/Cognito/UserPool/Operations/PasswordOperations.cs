using Amplify.Local.Cognito.UserPool.Clients;
using Amplify.Local.Cognito.UserPool.Codes;
using Amplify.Local.Cognito.UserPool.Passwords;
using Amplify.Local.Cognito.UserPool.Srp;
using Amplify.Local.Cognito.UserPool.Tokens;
using Amplify.Local.Cognito.UserPool.Users;

namespace Amplify.Local.Cognito.UserPool.Operations;

/// <summary>Another password: in place of a forgotten one with a code, or in place of a known one.</summary>
internal sealed class PasswordOperations(
    AppClients clients,
    AccessTokens tokens,
    UserPoolDirectory users,
    ConfirmationCodes codes,
    MadeUpUsers madeUp,
    PasswordCheck check,
    PasswordChanges changes)
{
    public ValueTask<ReadOnlyMemory<byte>> ForgotPasswordAsync(OperationInput input, CancellationToken cancellationToken)
    {
        AppClient client = clients.Get(input.Required("ClientId", TextRule.ClientId));
        string username = input.Required("Username", TextRule.Username);
        client.CheckSecretHash(username, input.Optional("SecretHash", TextRule.Secret));
        if (users.Find(username) is not { } user)
        {
            return client.HidesUsers ? new(OperationAnswer.Delivery(madeUp.AddressOf(username))) : throw UserPoolErrors.CombinationNotFound();
        }

        CodeAddress address = AddressOf(user);
        codes.Send(user, LocalCodePurpose.ResetPassword, address);
        return new(OperationAnswer.Delivery(address));
    }

    public ValueTask<ReadOnlyMemory<byte>> ConfirmForgotPasswordAsync(OperationInput input, CancellationToken cancellationToken)
    {
        AppClient client = clients.Get(input.Required("ClientId", TextRule.ClientId));
        string username = input.Required("Username", TextRule.Username);
        string code = input.Required("ConfirmationCode", TextRule.Code);
        string password = input.Required("Password", TextRule.Password);
        client.CheckSecretHash(username, input.Optional("SecretHash", TextRule.Secret));
        PoolUser user = users.Find(username) ?? throw (client.HidesUsers ? UserPoolErrors.CodeExpired() : UserPoolErrors.CombinationNotFound());
        PasswordVerifier verifier = changes.Create(user, password);
        codes.Use(user.Username, LocalCodePurpose.ResetPassword, code, current => changes.With(current, verifier) with
        {
            Status = current.Status == LocalUserStatus.ResetRequired ? LocalUserStatus.Confirmed : current.Status,
        });
        changes.Unlock(user);
        return new(OperationAnswer.Empty);
    }

    public async ValueTask<ReadOnlyMemory<byte>> ChangePasswordAsync(OperationInput input, CancellationToken cancellationToken)
    {
        string proposed = input.Required("ProposedPassword", TextRule.Password);
        string? previous = input.Optional("PreviousPassword", TextRule.Password);
        AccessTokenCaller caller = await tokens.CallerAsync(input, cancellationToken).ConfigureAwait(false);
        PoolUser user = caller.User;
        if (user.Password is not null)
        {
            check.RefuseLocked(user);
            check.Verify(caller.Client, user.Username, previous ?? throw UserPoolErrors.MissingParameter("PreviousPassword"));
        }

        changes.Set(user, proposed, static current => current);
        return OperationAnswer.Empty;
    }

    private static CodeAddress AddressOf(PoolUser user)
    {
        if (!user.IsEnabled)
        {
            throw UserPoolErrors.UserDisabled();
        }

        if (user.Status == LocalUserStatus.ForceChangePassword)
        {
            throw UserPoolErrors.NotAuthorized("User password cannot be reset in the current state.");
        }

        return CodeAddress.OfVerified(user) ?? throw UserPoolErrors.InvalidParameter(
            "Cannot reset password for the user as there is no registered/verified email or phone_number");
    }
}

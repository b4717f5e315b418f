using Amplify.Local.Cognito.UserPool.Challenges;
using Amplify.Local.Cognito.UserPool.Clients;
using Amplify.Local.Cognito.UserPool.Codes;
using Amplify.Local.Cognito.UserPool.Passwords;
using Amplify.Local.Cognito.UserPool.Users;

namespace Amplify.Local.Cognito.UserPool.Operations;

/// <summary>Signing up, and confirming it with a code.</summary>
internal sealed class SignUpOperations(
    AppClients clients, UserRegistration registration, UserPoolDirectory users, ConfirmationCodes codes, MadeUpUsers madeUp, ChallengeSessions sessions)
{
    public async ValueTask<ReadOnlyMemory<byte>> SignUpAsync(OperationInput input, CancellationToken cancellationToken)
    {
        AppClient client = clients.Get(input.Required("ClientId", TextRule.ClientId));
        string username = input.Required("Username", TextRule.Username);
        client.CheckSecretHash(username, input.Optional("SecretHash", TextRule.Secret));
        string? password = client.Allows(LocalAuthFlows.UserChoice)
            ? input.Optional("Password", TextRule.Password)
            : input.Required("Password", TextRule.Password);
        IReadOnlyDictionary<string, string> attributes = input.Attributes("UserAttributes");
        AttributeRules.Check(attributes);
        PoolUser user = await registration.SignUpAsync(
            new LocalSignUpRequest
            {
                Username = username,
                ClientId = client.Id,
                UserAttributes = attributes,
                ValidationData = input.Attributes("ValidationData"),
                ClientMetadata = input.Map("ClientMetadata"),
            },
            password,
            cancellationToken).ConfigureAwait(false);
        CodeAddress? address = null;
        if (user.Status == LocalUserStatus.Unconfirmed)
        {
            address = registration.AddressOf(user);
            codes.Send(user, LocalCodePurpose.SignUp, address);
        }

        string? session = BeginSession(client, user);
        return OperationAnswer.Object((user, address, session), static (writer, answer) =>
        {
            OperationAnswer.WriteDelivery(writer, answer.address);
            OperationAnswer.WriteSession(writer, answer.session);
            writer.WriteBoolean("UserConfirmed", answer.user.Status == LocalUserStatus.Confirmed);
            writer.WriteString("UserSub", answer.user.Subject);
        });
    }

    public ValueTask<ReadOnlyMemory<byte>> ConfirmSignUpAsync(OperationInput input, CancellationToken cancellationToken)
    {
        AppClient client = clients.Get(input.Required("ClientId", TextRule.ClientId));
        string username = input.Required("Username", TextRule.Username);
        string code = input.Required("ConfirmationCode", TextRule.Code);
        client.CheckSecretHash(username, input.Optional("SecretHash", TextRule.Secret));
        PoolUser user = users.Find(username) ?? throw (client.HidesUsers ? UserPoolErrors.CodeExpired() : UserPoolErrors.CombinationNotFound());
        if (user.Status != LocalUserStatus.Unconfirmed)
        {
            throw UserPoolErrors.NotAuthorized($"User cannot be confirmed. Current status is {UserStatusNames.NameOf(user.Status)}");
        }

        PoolUser confirmed = codes.Use(
            user.Username, LocalCodePurpose.SignUp, code, registration.Confirm, takesAliases: input.Flag("ForceAliasCreation") ?? false);
        bool isSameVisit = input.Optional("Session", TextRule.Session) is { } id && sessions.IsOfSignUp(id, confirmed.Username);
        string? session = isSameVisit ? BeginSession(client, confirmed) : null;
        return new(OperationAnswer.Object(session, OperationAnswer.WriteSession));
    }

    public ValueTask<ReadOnlyMemory<byte>> ResendConfirmationCodeAsync(OperationInput input, CancellationToken cancellationToken)
    {
        AppClient client = clients.Get(input.Required("ClientId", TextRule.ClientId));
        string username = input.Required("Username", TextRule.Username);
        client.CheckSecretHash(username, input.Optional("SecretHash", TextRule.Secret));
        if (users.Find(username) is not { } user)
        {
            return client.HidesUsers ? new(OperationAnswer.Delivery(madeUp.AddressOf(username))) : throw UserPoolErrors.CombinationNotFound();
        }

        if (user.Status != LocalUserStatus.Unconfirmed)
        {
            throw UserPoolErrors.InvalidParameter("User is already confirmed.");
        }

        CodeAddress? address = registration.AddressOf(user);
        codes.Send(user, LocalCodePurpose.SignUp, address);
        return new(OperationAnswer.Delivery(address));
    }

    // With this session a client can sign a user in who has just confirmed, and asks for no password.
    private string? BeginSession(AppClient client, PoolUser user) => client.Allows(LocalAuthFlows.UserChoice)
        ? sessions.Begin(ChallengeNames.AfterSignUp, new SignInProgress(client, user.Username, user.Username))
        : null;
}

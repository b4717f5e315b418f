using System.Collections.Immutable;
using Amplify.Local.Cognito.UserPool.Codes;
using Amplify.Local.Cognito.UserPool.Passwords;
using Amplify.Local.Cognito.UserPool.Srp;
using Amplify.Local.Cognito.UserPool.Triggers;
using Amplify.Local.Hosting;
using Microsoft.Extensions.Logging;

namespace Amplify.Local.Cognito.UserPool.Users;

/// <summary>Makes users of the pool: those who sign up, and those whom an administrator adds.</summary>
internal sealed class UserRegistration(
    LocalUserPoolOptions options, string realm, SignInNames names, UserPoolDirectory users, AttributeRules rules, ServerClock clock, ILogger logger)
{
    /// <exception cref="CognitoException">The pool, its policy or its trigger does not allow it, or the name is taken.</exception>
    public async ValueTask<PoolUser> SignUpAsync(LocalSignUpRequest request, string? password, CancellationToken cancellationToken)
    {
        if (!options.AllowsSignUp)
        {
            throw UserPoolErrors.NotAuthorized("SignUp is not permitted for this user pool");
        }

        if (password is not null)
        {
            PasswordRules.Check(password, options.PasswordPolicy);
        }

        PoolUser user = New(request.Username, request.UserAttributes, LocalUserStatus.Unconfirmed);
        rules.CheckRequired(user.Attributes);
        LocalSignUpDecision decision = options.PreSignUp is null
            ? new LocalSignUpDecision()
            : await Trigger.RunAsync("PreSignUp", options.PreSignUp, request, logger, cancellationToken).ConfigureAwait(false);
        user = Apply(decision, user) with { Password = password is null ? null : PasswordVerifier.Create(realm, user.Username, password) };
        users.Add(user);
        return user;
    }

    /// <summary>Makes a user of a name and attributes, and does not add them yet.</summary>
    public PoolUser New(string name, IReadOnlyDictionary<string, string> attributes, LocalUserStatus status)
    {
        string subject = Guid.NewGuid().ToString();
        DateTimeOffset now = clock.UtcNow;
        var user = new PoolUser
        {
            Username = names.AreAddresses ? subject : name,
            Subject = subject,
            Status = status,
            Created = now,
            Modified = now,
            Attributes = attributes.Where(static attribute => attribute.Value.Length > 0).ToImmutableDictionary().SetItem(AttributeNames.Subject, subject),
        };
        return names.AddressAttribute(name) is { } address ? user.WithAttribute(address, name) : user;
    }

    /// <summary>Gives where the code of a sign-up goes: of two addresses, to the telephone.</summary>
    public CodeAddress? AddressOf(PoolUser user) =>
        options.AutoVerifiedAttributes.OrderByDescending(static attribute => attribute == AttributeNames.PhoneNumber)
            .Select(attribute => CodeAddress.Of(user, attribute))
            .FirstOrDefault(static address => address is not null);

    /// <summary>Gives a user who has shown the code of the sign-up.</summary>
    public PoolUser Confirm(PoolUser user)
    {
        PoolUser confirmed = user with { Status = LocalUserStatus.Confirmed, Modified = clock.UtcNow };
        return AddressOf(user) is { } address ? confirmed.WithAttribute(AttributeNames.VerifiedMark(address.Attribute), "true") : confirmed;
    }

    private static PoolUser Apply(LocalSignUpDecision decision, PoolUser user)
    {
        user = decision.ConfirmsUser ? user with { Status = LocalUserStatus.Confirmed } : user;
        user = Mark(user, AttributeNames.Email, decision.VerifiesEmail);
        return Mark(user, AttributeNames.PhoneNumber, decision.VerifiesPhoneNumber);
    }

    private static PoolUser Mark(PoolUser user, string attribute, bool isVerified) => user.Attribute(attribute) is null
        ? user
        : user.WithAttribute(AttributeNames.VerifiedMark(attribute), isVerified ? "true" : "false");
}

namespace Amplify.Local.Cognito.IdentityPool.Logins;

/// <summary>Takes tokens that only their provider can read, such as Facebook's, by asking a handler.</summary>
internal sealed class CallbackLogins(string name, Func<string, CancellationToken, ValueTask<string?>> verify) : ILoginProvider
{
    public string Name => name;

    public bool IsCalled(string key) => key == name;

    public async ValueTask<VerifiedLogin> VerifyAsync(string token, DateTimeOffset now) =>
        await verify(token, CancellationToken.None).ConfigureAwait(false) is { Length: > 0 } subject
            ? new VerifiedLogin(name, subject, $"{name}:{subject}")
            : throw LoginErrors.NotSigned;
}

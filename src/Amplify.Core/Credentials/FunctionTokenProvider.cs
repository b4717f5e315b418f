namespace Amplify.Core.Credentials;

/// <summary>Gives what a function of the application gives.</summary>
internal sealed class FunctionTokenProvider(Func<CancellationToken, ValueTask<string>> getToken) : ITokenProvider
{
    public ValueTask<string> GetTokenAsync(TokenKind kind = TokenKind.Access, CancellationToken cancellationToken = default) => getToken(cancellationToken);
}

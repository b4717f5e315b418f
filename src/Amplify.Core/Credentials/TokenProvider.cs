using Amplify.Core.Credentials;

namespace Amplify;

/// <summary>Makes token providers.</summary>
public static class TokenProvider
{
    /// <summary>Makes a provider of a function, which keeps and renews the token as it sees fit.</summary>
    /// <param name="getToken">
    /// Gives the token as it is sent, with no scheme such as <c>Bearer</c> unless the service wants one. Asked for every request, and once more
    /// when the token was refused.
    /// </param>
    /// <returns>The provider.</returns>
    /// <example>
    /// <code>
    /// new AmplifyOptions { LambdaTokenProvider = TokenProvider.Create(async cancellationToken =&gt; await tokens.GetAsync(cancellationToken)) };
    /// </code>
    /// </example>
    public static ITokenProvider Create(Func<CancellationToken, ValueTask<string>> getToken)
    {
        ArgumentNullException.ThrowIfNull(getToken);
        return new FunctionTokenProvider(getToken);
    }
}

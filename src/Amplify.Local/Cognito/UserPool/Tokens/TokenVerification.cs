using System.Diagnostics.CodeAnalysis;
using Amplify.Local.Tokens;

namespace Amplify.Local.Cognito.UserPool.Tokens;

/// <summary>What became of a token that was shown: a token of the pool, or what is wrong with it.</summary>
internal readonly struct TokenVerification
{
    private TokenVerification(UserPoolToken? token, TokenFault? fault)
    {
        Token = token;
        Fault = fault;
    }

    public UserPoolToken? Token { get; }

    public TokenFault? Fault { get; }

    [MemberNotNullWhen(true, nameof(Token))]
    [MemberNotNullWhen(false, nameof(Fault))]
    public bool IsValid => Token is not null;

    public static implicit operator TokenVerification(UserPoolToken token) => new(token, null);

    public static implicit operator TokenVerification(TokenFault fault) => new(null, fault);
}

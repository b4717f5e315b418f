namespace Amplify.Local.Tokens;

/// <summary>Why a token is not believed.</summary>
internal enum TokenFault
{
    /// <summary>It is no token that can be read.</summary>
    Unreadable,

    /// <summary>It names another issuer.</summary>
    OtherIssuer,

    /// <summary>It is not signed with a key of its issuer, or its algorithm is not one that only the issuer can sign with.</summary>
    NotSigned,

    /// <summary>Its times are missing or cannot be read, or it is not valid yet.</summary>
    NotYetValid,

    Expired,

    /// <summary>It lacks a claim that each token of the issuer has.</summary>
    MissingClaim,
}

namespace Amplify.Signing;

/// <summary>Why a signed request was refused.</summary>
public enum SigV4Refusal
{
    /// <summary>Not refused.</summary>
    None,

    /// <summary>The request carries neither an <c>Authorization</c> header nor signing parameters in its query.</summary>
    MissingAuthentication,

    /// <summary>The authorization cannot be read, or parts of it are missing.</summary>
    IncompleteSignature,

    /// <summary>No such access key id.</summary>
    UnknownAccessKey,

    /// <summary>The session token is missing, or is not the one of the credentials.</summary>
    InvalidSessionToken,

    /// <summary>The credentials have expired.</summary>
    ExpiredCredentials,

    /// <summary>The credential scope names another region, service, terminator or date; see <see cref="SigV4Verification.ScopeFaults"/>.</summary>
    CredentialScope,

    /// <summary>The request is older than the tolerance allows, or the presigned URL's time is over.</summary>
    SignatureExpired,

    /// <summary>The request is dated further ahead than the tolerance allows.</summary>
    SignatureNotYetCurrent,

    /// <summary>The <c>host</c> header is not signed, or a header that is named as signed was not sent.</summary>
    SignedHeaders,

    /// <summary>The body's hash is not the one in <c>x-amz-content-sha256</c>, or an unsigned payload is not allowed.</summary>
    PayloadHash,

    /// <summary>The signature is not the one that the secret key gives for this request.</summary>
    SignatureMismatch,
}

using Amplify.Local.Cognito.UserPool.Srp;

namespace Amplify.Local.Cognito.UserPool.Passwords;

/// <summary>What a name's password is proven against.</summary>
/// <param name="UserId">The name that goes into the proof, <c>USER_ID_FOR_SRP</c>.</param>
/// <param name="Verifier">The salt and the verifier.</param>
internal sealed record PasswordCredential(string UserId, PasswordVerifier Verifier);

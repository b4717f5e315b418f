namespace Amplify.Local.Cognito.UserPool.Users;

/// <summary>A name that a user can sign in with besides the user name.</summary>
/// <param name="Attribute">The attribute that holds it.</param>
/// <param name="Name">The name, as <see cref="SignInNames.Fold"/> gives it.</param>
internal readonly record struct UserAlias(string Attribute, string Name);

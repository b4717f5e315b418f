namespace Amplify.Local.Cognito.HostedUi;

/// <summary>Who has signed in with a browser, and need not again for an hour.</summary>
internal sealed record SignedInUser(string Subject);

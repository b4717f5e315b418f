namespace Amplify.Signing;

/// <summary>
/// The region and service that a signature is valid for: the changing half of SigV4's credential scope.
/// </summary>
/// <param name="Region">The AWS region, such as <c>us-east-1</c>.</param>
/// <param name="Service">The signing name of the service, such as <c>execute-api</c>, <c>appsync</c>, <c>lambda</c> or <c>s3</c>.</param>
public readonly record struct SigV4Scope(string Region, string Service);

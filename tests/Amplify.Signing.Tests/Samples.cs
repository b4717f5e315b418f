namespace Amplify.Signing.Tests;

/// <summary>What most tests sign with.</summary>
internal static class Samples
{
    public const string Secret = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
    public const string Token = "IQoJb3JpZ2luX2VjEAAaCXVzLWVhc3QtMSJIMEYCIQC//secret/token==";

    public static AwsCredentials LongLived { get; } = new("AKIDEXAMPLE", Secret);

    public static AwsCredentials Temporary { get; } = new("ASIAEXAMPLE", Secret, Token);

    public static SigV4Scope Scope { get; } = new("us-east-1", "execute-api");

    public static DateTimeOffset Time { get; } = new(2026, 2, 3, 4, 5, 6, TimeSpan.Zero);

    public static SigV4Request Get(string target = "/prod/items?order=byPrice", params KeyValuePair<string, string>[] headers) =>
        new("GET", target, [new("Host", "api.example.com"), .. headers]);

    /// <summary>Gives a request as it is after signing.</summary>
    public static SigV4Request Signed(
        SigV4Request request, AwsCredentials? credentials = null, SigV4Scope? scope = null, DateTimeOffset? time = null, SigV4Options? options = null) =>
        request.With(request.Target, new SigV4Signer().Sign(request, credentials ?? LongLived, scope ?? Scope, time ?? Time, options).Headers);
}

namespace Amplify.Signing.Tests;

/// <summary>Variations of a request.</summary>
internal static class SigV4RequestExtensions
{
    public static SigV4Request With(this SigV4Request request, string target, IReadOnlyList<KeyValuePair<string, string>>? added = null) =>
        new(request.Method, target, [.. request.Headers, .. added ?? []], request.PayloadHash);
}

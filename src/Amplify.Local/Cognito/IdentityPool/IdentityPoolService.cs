using System.Text.Json;
using System.Text.RegularExpressions;
using Amplify.Local.Accounts;
using Amplify.Local.Hosting;

namespace Amplify.Local.Cognito.IdentityPool;

/// <summary>Gives guests an identity each, and credentials that the other services verify.</summary>
internal sealed partial class IdentityPoolService(
    string poolId,
    bool allowGuests,
    TimeSpan credentialLifetime,
    IdentityStore identities,
    AccessKeys keys,
    ServerClock clock)
{
    private const string IdPattern = @"[\w-]+:[0-9a-f-]+";
    private const int LongestId = 55;

    public ReadOnlyMemory<byte> GetId(JsonElement input)
    {
        string requested = RequiredId(input, "IdentityPoolId", "identityPoolId");
        if (!string.Equals(requested, poolId, StringComparison.Ordinal))
        {
            throw NotFound($"IdentityPool '{requested}' not found.");
        }

        RefuseUnlessGuest(input);
        string identityId = identities.Create(poolId, clock.UtcNow);
        return JsonText.Write(identityId, static (writer, identityId) =>
        {
            writer.WriteStartObject();
            writer.WriteString("IdentityId", identityId);
            writer.WriteEndObject();
        });
    }

    public ReadOnlyMemory<byte> GetCredentialsForIdentity(JsonElement input)
    {
        string identityId = RequiredId(input, "IdentityId", "identityId");
        if (!identities.Exists(identityId))
        {
            throw NotFound($"Identity '{identityId}' not found.");
        }

        RefuseUnlessGuest(input);
        return JsonText.Write(keys.Issue(identityId, clock.UtcNow, credentialLifetime), Write, capacity: 1024);
    }

    private static void Write(Utf8JsonWriter writer, Principal principal)
    {
        writer.WriteStartObject();
        writer.WriteStartObject("Credentials");
        writer.WriteString("AccessKeyId", principal.Credentials.AccessKeyId);
        writer.WriteNumber("Expiration", (double)principal.Credentials.Expiration!.Value.ToUnixTimeSeconds());
        writer.WriteString("SecretKey", principal.Credentials.SecretAccessKey);
        writer.WriteString("SessionToken", principal.Credentials.SessionToken);
        writer.WriteEndObject();
        writer.WriteString("IdentityId", principal.Cognito!.IdentityId);
        writer.WriteEndObject();
    }

    private void RefuseUnlessGuest(JsonElement input)
    {
        if (input.TryGetProperty("Logins", out JsonElement logins)
            && logins.ValueKind == JsonValueKind.Object
            && logins.EnumerateObject().Any())
        {
            throw NotAuthorized("Token is not from a supported provider of this identity pool.");
        }

        if (!allowGuests)
        {
            throw NotAuthorized("Unauthenticated access is not supported for this identity pool.");
        }
    }

    private static string RequiredId(JsonElement input, string member, string wireName)
    {
        if (!input.TryGetProperty(member, out JsonElement value) || value.ValueKind == JsonValueKind.Null)
        {
            throw Invalid($"Value at '{wireName}' failed to satisfy constraint: Member must not be null");
        }

        if (value.ValueKind != JsonValueKind.String)
        {
            throw new CognitoException(new CognitoError("SerializationException", $"{member} must be a string."));
        }

        string id = value.GetString()!;
        if (id.Length is 0 or > LongestId)
        {
            string bound = id.Length == 0 ? "greater than or equal to 1" : $"less than or equal to {LongestId}";
            throw Invalid($"Value '{id}' at '{wireName}' failed to satisfy constraint: Member must have length {bound}");
        }

        return IdSyntax().IsMatch(id)
            ? id
            : throw Invalid($"Value '{id}' at '{wireName}' failed to satisfy constraint: Member must satisfy regular expression pattern: {IdPattern}");
    }

    private static CognitoException Invalid(string fault) =>
        new(new CognitoError("InvalidParameterException", $"1 validation error detected: {fault}"));

    private static CognitoException NotFound(string message) => new(new CognitoError("ResourceNotFoundException", message));

    private static CognitoException NotAuthorized(string message) => new(new CognitoError("NotAuthorizedException", message));

    [GeneratedRegex($"^{IdPattern}\\z", RegexOptions.CultureInvariant)]
    private static partial Regex IdSyntax();
}

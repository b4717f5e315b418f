using System.Text.Json;
using Amplify.Local.Tests.Support;

namespace Amplify.Local.Tests.Cognito.UserPool;

/// <summary>What the user pool answers, read.</summary>
internal static class PoolReply
{
    public static string? Session(this Reply reply) => Text(reply, "Session");

    public static string? Challenge(this Reply reply) => Text(reply, "ChallengeName");

    public static string? Parameter(this Reply reply, string name) =>
        reply.Json.GetProperty("ChallengeParameters").TryGetProperty(name, out JsonElement value) ? value.GetString() : null;

    public static string AccessToken(this Reply reply) => Token(reply, "AccessToken");

    public static string IdToken(this Reply reply) => Token(reply, "IdToken");

    public static string RefreshToken(this Reply reply) => Token(reply, "RefreshToken");

    public static JsonElement Result(this Reply reply) => reply.Json.TryGetProperty("AuthenticationResult", out JsonElement result)
        ? result
        : throw new InvalidOperationException($"No tokens: {reply.Text}");

    /// <summary>Fails unless this is the refusal that is expected.</summary>
    public static void ShouldBeRefused(this Reply reply, string type, string message)
    {
        Assert.Equal((400, type, message), (reply.Code, Text(reply, "__type"), Text(reply, "message")));
        Assert.Equal((type + ":", message), (reply.ErrorType, reply.Header("x-amzn-ErrorMessage")));
        Assert.Equal("application/x-amz-json-1.1", reply.Header("Content-Type"));
    }

    public static void ShouldBeNotAuthorized(this Reply reply, string message) => reply.ShouldBeRefused("NotAuthorizedException", message);

    private static string Token(Reply reply, string name) => reply.Result().GetProperty(name).GetString()!;

    private static string? Text(Reply reply, string name) => reply.Json.TryGetProperty(name, out JsonElement value) ? value.GetString() : null;
}

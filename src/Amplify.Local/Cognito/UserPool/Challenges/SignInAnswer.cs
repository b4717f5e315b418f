using System.Text.Json;
using Amplify.Local.Cognito.UserPool.Operations;
using Amplify.Local.Cognito.UserPool.Tokens;

namespace Amplify.Local.Cognito.UserPool.Challenges;

/// <summary>What a step of a sign-in comes to: tokens, or the next challenge.</summary>
internal readonly struct SignInAnswer
{
    private SignInAnswer(IssuedTokens? tokens, IssuedChallenge? challenge)
    {
        Tokens = tokens;
        Challenge = challenge;
    }

    public IssuedTokens? Tokens { get; }

    public IssuedChallenge? Challenge { get; }

    public static implicit operator SignInAnswer(IssuedTokens tokens) => new(tokens, null);

    public static implicit operator SignInAnswer(IssuedChallenge challenge) => new(null, challenge);

    public ReadOnlyMemory<byte> ToJson() => OperationAnswer.Object(this, static (writer, answer) =>
    {
        if (answer.Tokens is { } tokens)
        {
            WriteTokens(writer, tokens);
        }
        else
        {
            WriteChallenge(writer, answer.Challenge!);
        }
    });

    private static void WriteTokens(Utf8JsonWriter writer, IssuedTokens tokens)
    {
        writer.WriteStartObject("AuthenticationResult");
        writer.WriteString("AccessToken", tokens.AccessToken);
        writer.WriteNumber("ExpiresIn", (long)tokens.ExpiresIn.TotalSeconds);
        writer.WriteString("IdToken", tokens.IdToken);
        if (tokens.NewDevice is { } device)
        {
            writer.WriteStartObject("NewDeviceMetadata");
            writer.WriteString("DeviceGroupKey", device.GroupKey);
            writer.WriteString("DeviceKey", device.Key);
            writer.WriteEndObject();
        }

        if (tokens.RefreshToken is not null)
        {
            writer.WriteString("RefreshToken", tokens.RefreshToken);
        }

        writer.WriteString("TokenType", "Bearer");
        writer.WriteEndObject();
        writer.WriteStartObject("ChallengeParameters");
        writer.WriteEndObject();
    }

    private static void WriteChallenge(Utf8JsonWriter writer, IssuedChallenge challenge)
    {
        if (challenge.Available.Count > 0)
        {
            writer.WriteStartArray("AvailableChallenges");
            foreach (string name in challenge.Available)
            {
                writer.WriteStringValue(name);
            }

            writer.WriteEndArray();
        }

        writer.WriteString("ChallengeName", challenge.Name);
        writer.WriteStartObject("ChallengeParameters");
        foreach ((string name, string value) in challenge.Parameters)
        {
            writer.WriteString(name, value);
        }

        writer.WriteEndObject();
        writer.WriteString("Session", challenge.Session);
    }
}

using System.Text.Json.Serialization;

namespace Amplify.Auth.HostedUi;

/// <summary>The form of what the token endpoint answers, and of what is kept while the user is at the hosted pages.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(TokenAnswer))]
[JsonSerializable(typeof(PendingSignIn))]
internal sealed partial class HostedUiJson : JsonSerializerContext;

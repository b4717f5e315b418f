using System.Text.Json.Serialization;

namespace Amplify.Auth.IdentityPool;

/// <summary>How the messages of the identity pool service are written and read.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(IdentityPoolMessages.GetIdRequest))]
[JsonSerializable(typeof(IdentityPoolMessages.GetIdAnswer))]
[JsonSerializable(typeof(IdentityPoolMessages.GetCredentialsRequest))]
[JsonSerializable(typeof(IdentityPoolMessages.GetCredentialsAnswer))]
internal sealed partial class IdentityPoolJson : JsonSerializerContext;

using System.Text.Json.Serialization;
using Amplify.Auth.UserPool.Challenges;
using Amplify.Auth.UserPool.Devices;

namespace Amplify.Auth.Session;

/// <summary>The form of what is kept between runs.</summary>
[JsonSourceGenerationOptions(
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(KeptSession))]
[JsonSerializable(typeof(KeptSignIn))]
[JsonSerializable(typeof(RememberedDevice))]
internal sealed partial class SessionJson : JsonSerializerContext;

using System.Text.Json.Serialization;

namespace Amplify.Api.Tests.GraphQL;

[JsonSerializable(typeof(GetEventData))]
internal sealed partial class EventContext : JsonSerializerContext;

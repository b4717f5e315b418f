using System.Text.Json;

namespace Amplify.Local.AppSync.Realtime.Filters;

/// <summary>Decides whether a subscription gets what a mutation gave.</summary>
internal interface IPayloadFilter
{
    bool Matches(JsonElement payload);
}

using Amplify.Local.AppSync.Authorization;
using Amplify.Local.AppSync.Execution;

namespace Amplify.Local.AppSync.Realtime;

/// <summary>What decides over the bytes that a subscription gets: what it selects, and which of the fields its caller may see.</summary>
/// <param name="Field">The subscription's field.</param>
/// <param name="Document">The document; the same text gives the same one.</param>
/// <param name="Operation">The operation's name.</param>
/// <param name="Variables">The variables, where <c>@skip</c> or <c>@include</c> may look at them.</param>
/// <param name="Access">What the rules of fields look at.</param>
internal sealed record AudienceKey(string Field, PreparedDocument Document, string Operation, string Variables, string Access)
{
    public static AudienceKey Of(string field, SubscriptionShape shape) => new(
        field,
        shape.Document,
        shape.Operation.Syntax.Name?.StringValue ?? "",
        shape.Document.HasConditions ? shape.Call.Variables.ToString() : "",
        AccessOf(shape.Call.Caller));

    private static string AccessOf(AppSyncCaller caller)
    {
        string groups = caller.Identity is AppSyncUserPoolIdentity { Groups: { } member } ? string.Join('\n', member) : "";
        return $"{caller.Mode}\0{groups}\0{string.Join('\n', caller.DeniedFields)}";
    }
}

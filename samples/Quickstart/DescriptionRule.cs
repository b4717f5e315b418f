using Amplify.Local;
using Quickstart.Chapters;

namespace Quickstart;

/// <summary>
/// A rule of the local backend: an event's description is not for callers who have an API key and nothing else. In AWS a resolver does the
/// same with <c>util.unauthorized()</c>.
/// </summary>
internal static class DescriptionRule
{
    public static object? Resolve(AppSyncContext context) => context.Identity is null
        ? throw new AppSyncException("Not Authorized to access description on type Event", "Unauthorized")
        : context.GetSource<Event>()?.Description;
}

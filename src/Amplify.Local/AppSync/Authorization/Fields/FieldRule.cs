using System.Collections.Frozen;

namespace Amplify.Local.AppSync.Authorization.Fields;

/// <summary>Who may read a field: modes, and for users of a user pool, groups.</summary>
internal sealed class FieldRule(string fieldName, FieldGrants grants)
{
    /// <summary>A field that any caller may read, as those of introspection.</summary>
    public static FieldRule Open { get; } = new("", FieldGrants.All);

    public bool Allows(AppSyncCaller caller) =>
        grants.Includes(caller.Mode)
        && (grants.Groups is null || caller.Mode != AppSyncAuthMode.UserPool || IsInAnyOf(grants.Groups, caller.Identity))
        && (caller.DeniedFields.Count == 0 || !caller.DeniedFields.Contains(fieldName));

    private static bool IsInAnyOf(FrozenSet<string> groups, AppSyncIdentity? identity)
    {
        if (identity is AppSyncUserPoolIdentity { Groups: { } memberships })
        {
            for (int i = 0; i < memberships.Count; i++)
            {
                if (groups.Contains(memberships[i]))
                {
                    return true;
                }
            }
        }

        return false;
    }
}

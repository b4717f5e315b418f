using System.Collections.Frozen;

namespace Amplify.Local.AppSync.Authorization.Fields;

/// <summary>What the directives at one place grant: a bit per mode, and the groups that users of a user pool have to be in.</summary>
/// <param name="Modes">The modes.</param>
/// <param name="Groups">Any one of these suffices; <see langword="null"/> when any user may.</param>
internal readonly record struct FieldGrants(int Modes, FrozenSet<string>? Groups)
{
    public static FieldGrants None { get; }

    public static FieldGrants All { get; } = new(~0, Groups: null);

    public static FieldGrants Of(AppSyncAuthMode mode, FrozenSet<string>? groups = null) => new(1 << (int)mode, groups);

    public bool Includes(AppSyncAuthMode mode) => (Modes & (1 << (int)mode)) != 0;

    /// <summary>Gives what either grants. Two directives for user pools that name groups admit the groups of both.</summary>
    public FieldGrants Or(FieldGrants other) => new(Modes | other.Modes, GroupsWith(other));

    private FrozenSet<string>? GroupsWith(FieldGrants other)
    {
        if (!Includes(AppSyncAuthMode.UserPool))
        {
            return other.Groups;
        }

        if (!other.Includes(AppSyncAuthMode.UserPool))
        {
            return Groups;
        }

        return Groups is null || other.Groups is null ? null : Groups.Union(other.Groups).ToFrozenSet(StringComparer.Ordinal);
    }
}

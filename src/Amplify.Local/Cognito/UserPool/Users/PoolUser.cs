using System.Collections.Immutable;
using Amplify.Local.Cognito.UserPool.Codes;
using Amplify.Local.Cognito.UserPool.Devices;
using Amplify.Local.Cognito.UserPool.Mfa;
using Amplify.Local.Cognito.UserPool.Srp;

namespace Amplify.Local.Cognito.UserPool.Users;

/// <summary>A user of the pool, with all that is kept about them.</summary>
internal sealed record PoolUser
{
    public required string Username { get; init; }

    /// <summary>The id that never changes, <c>sub</c>.</summary>
    public required string Subject { get; init; }

    public required LocalUserStatus Status { get; init; }

    public bool IsEnabled { get; init; } = true;

    public required DateTimeOffset Created { get; init; }

    public required DateTimeOffset Modified { get; init; }

    public ImmutableDictionary<string, string> Attributes { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>What the password is checked by; <see langword="null"/> for a user who has none.</summary>
    public PasswordVerifier? Password { get; init; }

    /// <summary>From when on a temporary password is no longer taken.</summary>
    public DateTimeOffset? TemporaryPasswordExpires { get; init; }

    public ImmutableList<string> Groups { get; init; } = [];

    public MfaSettings Mfa { get; init; } = new();

    public ImmutableList<TrackedDevice> Devices { get; init; } = [];

    /// <summary>The codes that were sent and not used yet, by what they are for.</summary>
    public ImmutableDictionary<string, PendingCode> Codes { get; init; } = ImmutableDictionary<string, PendingCode>.Empty;

    public string? Attribute(string name) => Attributes.GetValueOrDefault(name);

    public bool HasVerified(string attribute) =>
        Attribute(attribute) is { Length: > 0 } && Attribute(AttributeNames.VerifiedMark(attribute)) == "true";

    public TrackedDevice? Device(string? key) => Devices.Find(device => device.Key == key);

    public PoolUser WithDevice(TrackedDevice device) =>
        this with { Devices = Devices.RemoveAll(other => other.Key == device.Key).Add(device) };

    public PoolUser WithAttribute(string name, string value) => this with { Attributes = Attributes.SetItem(name, value) };

    /// <summary>
    /// Gives the user with an attribute as they set it themselves: another address has not been shown to be theirs, and a code that was sent to the
    /// one before says nothing about it.
    /// </summary>
    public PoolUser WithOwnAttribute(string name, string value) => AttributeNames.CanBeVerified(name) && Attribute(name) != value
        ? WithAttribute(name, value).WithAttribute(AttributeNames.VerifiedMark(name), "false") with { Codes = Codes.Remove(ConfirmationCodes.KeyOf(LocalCodePurpose.VerifyAttribute, name)) }
        : WithAttribute(name, value);

    /// <summary>Tells who it is, and nothing that is secret.</summary>
    public override string ToString() => Username;
}

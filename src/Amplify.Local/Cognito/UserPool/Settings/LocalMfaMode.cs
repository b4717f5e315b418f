namespace Amplify.Local;

/// <summary>Whether users of the local user pool have second factors.</summary>
public enum LocalMfaMode
{
    /// <summary>None has.</summary>
    Off,

    /// <summary>Those who have set one up.</summary>
    Optional,

    /// <summary>All: who has none sets one up when signing in.</summary>
    Required,
}

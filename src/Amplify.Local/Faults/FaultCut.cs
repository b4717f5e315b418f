namespace Amplify.Local.Faults;

/// <summary>Where in an exchange a connection is cut.</summary>
internal enum FaultCut
{
    None,
    OnHeaders,
    InRequest,
    BeforeHandling,
    BeforeAnswer,
    InAnswer,
}

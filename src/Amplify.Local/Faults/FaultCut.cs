namespace Amplify.Local.Faults;

/// <summary>Where a connection is cut.</summary>
internal enum FaultCut
{
    None,
    BeforeAnswer,
    InTheMiddle,
}

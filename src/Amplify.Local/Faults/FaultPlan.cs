namespace Amplify.Local.Faults;

/// <summary>What the faults that apply do to one request.</summary>
internal readonly record struct FaultPlan(TimeSpan Delay, FaultCut Cut, FaultAnswer? Answer);

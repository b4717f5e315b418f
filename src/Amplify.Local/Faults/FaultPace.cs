namespace Amplify.Local.Faults;

/// <summary>How slowly a body is sent: so many bytes at a time.</summary>
internal readonly record struct FaultPace(int Bytes, TimeSpan Interval);

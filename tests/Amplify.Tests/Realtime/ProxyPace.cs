namespace Amplify.Tests.Realtime;

/// <summary>How slowly the proxy passes on.</summary>
/// <param name="Bytes">How many bytes at a time, at most.</param>
/// <param name="Wait">The wait before each time.</param>
internal sealed record ProxyPace(int Bytes, TimeSpan Wait);

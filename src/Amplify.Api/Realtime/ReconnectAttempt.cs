namespace Amplify;

/// <summary>An attempt to make a realtime connection again that is about to be waited for.</summary>
/// <param name="Number">How many attempts in a row this one makes, from 1.</param>
/// <param name="Elapsed">The time since the connection was lost, or first tried.</param>
/// <param name="Reason">Why the attempt before it failed, or the connection was lost, where that is known.</param>
public readonly record struct ReconnectAttempt(int Number, TimeSpan Elapsed, Exception? Reason);

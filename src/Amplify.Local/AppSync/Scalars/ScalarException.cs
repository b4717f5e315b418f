namespace Amplify.Local.AppSync.Scalars;

/// <summary>A value that a scalar does not take; the message is AppSync's.</summary>
internal sealed class ScalarException(string message) : Exception(message);

namespace Amplify.Auth.UserPool.Srp;

/// <summary>What the server sent cannot be gone on with; the message is the part of a sentence about its answer.</summary>
internal sealed class SrpException(string message) : Exception(message);

namespace Amplify.Core.Http;

/// <summary>Carries what had come of a body up to the place that turns failures into what the application sees.</summary>
internal sealed class TruncatedAnswerException(byte[] received, Exception cause) : Exception(cause.Message, cause)
{
    public byte[] Received { get; } = received;

    public Exception Cause { get; } = cause;
}

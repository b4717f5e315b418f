namespace Amplify;

/// <summary>What a listener to traces and metrics needs to know.</summary>
/// <remarks>
/// With OpenTelemetry: <c>AddSource(AmplifyTelemetry.Name)</c> and <c>AddMeter(AmplifyTelemetry.Name)</c>. No tag holds a query string, a header or
/// anything secret.
/// </remarks>
public static class AmplifyTelemetry
{
    /// <summary>The name of the source of spans, and of the meter.</summary>
    public const string Name = "Amplify";
}

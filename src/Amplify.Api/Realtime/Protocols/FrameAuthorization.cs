using System.Net;
using Amplify.Api.Authorization;
using Amplify.Core.Http;

namespace Amplify.Api.Realtime.Protocols;

/// <summary>The authorization of one frame, made for it alone.</summary>
/// <param name="Request">The request that stands for the frame.</param>
/// <param name="Authorizers">What authorized it.</param>
/// <param name="Json">The headers as a JSON object.</param>
/// <param name="Expires">When the token in it is not accepted any longer, where it tells.</param>
internal sealed record FrameAuthorization(
    HttpRequestMessage Request, IReadOnlyList<IAuthorizer> Authorizers, byte[] Json, DateTimeOffset? Expires)
{
    /// <summary>Gets the token or signature, to tell whether a later one differs.</summary>
    public string? Token => Request.Headers.NonValidated.TryGetValues("Authorization", out var values) ? values.ToString() : null;

    /// <summary>Changes what makes the next frame acceptable to a server that refused this one.</summary>
    /// <param name="fault">What the server said.</param>
    /// <param name="tried">What was changed already.</param>
    /// <param name="hostTime">Asks what time it is for the host.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    /// <returns>What was changed.</returns>
    public async ValueTask<Recovery> RecoverAsync(
        ServerFault fault, Recovery tried, Func<CancellationToken, ValueTask<DateTimeOffset?>> hostTime, CancellationToken cancellationToken)
    {
        // Frames have no date, and most refusals of a date say no more than that the caller is not authorized.
        bool mayBeTheDate = fault.IsUnauthorized && !tried.HasFlag(Recovery.Clock) && Authorizers.Any(static authorizer => authorizer is IamAuthorizer);
        DateTimeOffset? date = mayBeTheDate ? await hostTime(cancellationToken).ConfigureAwait(false) : null;
        string? type = fault.ErrorType == "UnauthorizedException" ? null : fault.ErrorType;
        var refusal = new Refusal((HttpStatusCode)(fault.Code ?? (int)HttpStatusCode.Unauthorized), type, fault.Message, date);
        foreach (IAuthorizer authorizer in Authorizers)
        {
            Recovery recovery = await authorizer.RecoverAsync(Request, refusal, tried, cancellationToken).ConfigureAwait(false);
            if (recovery != Recovery.None)
            {
                return recovery;
            }
        }

        return Recovery.None;
    }

    /// <summary>Cuts out of what a server says what authorized the frame: servers repeat what they refuse.</summary>
    public string? CutOut(string? text) => text is null ? null : SecretHeaders.CutOut(text, Request);

    public override string ToString() => "authorization of a frame";
}

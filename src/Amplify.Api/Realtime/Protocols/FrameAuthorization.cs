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
    /// <returns>What was changed.</returns>
    public async ValueTask<Recovery> RecoverAsync(ServerFault fault, Recovery tried, CancellationToken cancellationToken)
    {
        var refusal = new Refusal((HttpStatusCode)(fault.Code ?? (int)HttpStatusCode.Unauthorized), fault.ErrorType, fault.Message, ServerDate: null);
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

    public override string ToString() => "authorization of a frame";
}

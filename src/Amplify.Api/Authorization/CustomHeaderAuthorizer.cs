using Amplify.Api.Rest;
using Amplify.Core.Diagnostics;
using Amplify.Core.Http;
using Microsoft.Extensions.Logging;

namespace Amplify.Api.Authorization;

/// <summary>
/// Stands for the function that gave a request what authorizes it: the header is on the request already, and when it is refused the function
/// is asked again.
/// </summary>
/// <param name="custom">The function.</param>
/// <param name="headerName">The header that authorizes.</param>
/// <param name="given">What the function gave for it.</param>
/// <param name="callHeaders">The call's own headers, which win over the function's.</param>
/// <param name="logger">Is told of refusals.</param>
internal sealed class CustomHeaderAuthorizer(
    Func<CancellationToken, ValueTask<IReadOnlyDictionary<string, string?>>> custom,
    string headerName,
    string given,
    IDictionary<string, string?>? callHeaders,
    ILogger logger) : IAuthorizer
{
    public ValueTask AuthorizeAsync(HttpRequestMessage request, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public async ValueTask<Recovery> RecoverAsync(
        HttpRequestMessage request, Refusal refusal, Recovery tried, CancellationToken cancellationToken)
    {
        bool mendable = refusal.Status == System.Net.HttpStatusCode.Unauthorized && tried == Recovery.None && IsStillGiven(request);
        if (!mendable)
        {
            return Recovery.None;
        }

        IReadOnlyDictionary<string, string?> headers = await AskAsync(cancellationToken).ConfigureAwait(false);
        if (!headers.Any(header => IsAuthorization(header.Key) && !string.IsNullOrEmpty(header.Value)))
        {
            return Recovery.None;
        }

        Uri address = request.RequestUri!;
        logger.CredentialsRefused(address.IdnHost, address.Port, (int)refusal.Status, refusal.ErrorType);
        foreach ((string name, string? value) in headers)
        {
            Replace(request, name, value);
        }

        return Recovery.Credentials;
    }

    // One of the application's handlers may have put its own in place of it.
    private bool IsStillGiven(HttpRequestMessage request) =>
        request.Headers.NonValidated.TryGetValues(headerName, out var values) && values.ToString() == given;

    private async ValueTask<IReadOnlyDictionary<string, string?>> AskAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await RestHeaders.AskAsync(custom, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is not AmplifyException && !(e is OperationCanceledException && cancellationToken.IsCancellationRequested))
        {
            throw new AmplifyAuthException(
                $"The header {headerName} was refused, and the function that gave it failed to give another one: {e.Message}", AmplifyAuthReason.ProviderFailed, e);
        }
    }

    private void Replace(HttpRequestMessage request, string name, string? value)
    {
        // A call's own headers win, and what describes the body has not changed.
        if (RestHeaders.IsContentHeader(name) || callHeaders?.ContainsKey(name) == true)
        {
            return;
        }

        if (RestHeaders.FaultOf(name, value) is { } fault)
        {
            throw new ArgumentException(fault, nameof(value));
        }

        request.Headers.Remove(name);
        if (value is not null)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }
    }

    private bool IsAuthorization(string name) => name.Equals(headerName, StringComparison.OrdinalIgnoreCase);
}

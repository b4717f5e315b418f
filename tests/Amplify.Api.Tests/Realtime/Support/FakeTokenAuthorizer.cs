using System.Buffers.Text;
using System.Text;
using Amplify.Api.Authorization;
using Amplify.Core.Http;

namespace Amplify.Api.Tests.Realtime;

/// <summary>Sends a token, and has another one when that is refused, as often as the test says.</summary>
internal sealed class FakeTokenAuthorizer(params string[] tokens) : IAuthorizer
{
    private int _index;

    public int Recoveries { get; private set; }

    public List<Uri> Addresses { get; } = [];

    public Exception? Failure { get; set; }

    /// <summary>Makes a token that expires.</summary>
    public static string Jwt(DateTimeOffset expires, string name = "a") =>
        $"{name}.{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(FormattableString.Invariant($"{{\"exp\":{expires.ToUnixTimeSeconds()}}}")))}.s";

    public void Use(int index) => _index = index;

    public ValueTask AuthorizeAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (Failure is not null)
        {
            throw Failure;
        }

        Addresses.Add(request.RequestUri!);
        request.Headers.Remove("Authorization");
        request.Headers.TryAddWithoutValidation("Authorization", tokens[_index]);
        return ValueTask.CompletedTask;
    }

    public ValueTask<Recovery> RecoverAsync(HttpRequestMessage request, Refusal refusal, Recovery tried, CancellationToken cancellationToken)
    {
        Recoveries++;
        if (tried.HasFlag(Recovery.Credentials) || _index + 1 >= tokens.Length)
        {
            return new(Recovery.None);
        }

        _index++;
        return new(Recovery.Credentials);
    }
}

using Amplify.Api.Rest;

namespace Amplify.DependencyInjection;

/// <summary>The API that an <see cref="HttpClient"/> of the factory is authorized for. Options, because those are what a host checks at its start.</summary>
internal sealed class AuthorizedApi
{
    public string ApiName { get; set; } = "";

    public string ClientName { get; set; } = "";

    /// <exception cref="AmplifyConfigurationException">There is no such client, or it has no API of the name.</exception>
    public RestSender SenderFrom(IServiceProvider provider)
    {
        if (provider.FindClient(ClientName) is not { } client)
        {
            throw Wrong(ClientName.Length == 0
                ? "There is no AmplifyClient. Call services.AddAmplify(…)."
                : $"There is no AmplifyClient '{ClientName}'. Call services.AddAmplify(\"{ClientName}\", …).");
        }

        return client.Sender.Catalog.Contains(ApiName) ? client.Sender : throw Wrong(client.Sender.Catalog.ExplainAbsence(ApiName));
    }

    private AmplifyConfigurationException Wrong(string problem) => new($"AddAmplifyAuthorization(\"{ApiName}\"): {problem}") { Key = "Api.Endpoints" };
}

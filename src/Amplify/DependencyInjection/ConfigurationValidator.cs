using Amplify.Api;
using Amplify.Auth.IdentityPool;
using Amplify.Configuration;
using Microsoft.Extensions.Options;

namespace Amplify.DependencyInjection;

/// <summary>Checks the settings of a client as a whole, whoever made them: at the start of a host, when the client is made, and when they change.</summary>
internal sealed class ConfigurationValidator : IValidateOptions<AmplifyConfiguration>
{
    /// <exception cref="AmplifyConfigurationException">A setting is wrong. Thrown, not returned: so it keeps its key, and is one type wherever it is found.</exception>
    public ValidateOptionsResult Validate(string? name, AmplifyConfiguration options)
    {
        ConfigurationCheck.Run(options);
        _ = new RestEndpointCatalog(options.Api.Endpoints);
        _ = new GraphQLEndpointCatalog(options.Api);
        if (!string.IsNullOrWhiteSpace(options.Auth.IdentityPoolId))
        {
            _ = IdentityPoolSettings.From(options.Auth);
        }

        return ValidateOptionsResult.Success;
    }
}

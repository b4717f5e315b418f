using Microsoft.Extensions.Options;

namespace Amplify.DependencyInjection;

/// <summary>Checks at the start of a host that there is a client with the API that an <see cref="HttpClient"/> of the factory is authorized for.</summary>
internal sealed class AuthorizedApiValidator(IServiceProvider provider) : IValidateOptions<AuthorizedApi>
{
    /// <exception cref="AmplifyConfigurationException">There is no such client, or it has no API of the name.</exception>
    public ValidateOptionsResult Validate(string? name, AuthorizedApi options)
    {
        _ = options.SenderFrom(provider);
        return ValidateOptionsResult.Success;
    }
}

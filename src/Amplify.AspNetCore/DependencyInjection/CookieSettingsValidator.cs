using Amplify.AspNetCore.Cookies;
using Microsoft.Extensions.Options;

namespace Amplify.AspNetCore.DependencyInjection;

/// <summary>Checks the cookies' settings of the visitors' clients, at the start of a host and when they change.</summary>
internal sealed class CookieSettingsValidator : IValidateOptions<AmplifyConfiguration>
{
    /// <exception cref="AmplifyConfigurationException">A setting is wrong. Thrown, not returned: so it keeps its key.</exception>
    public ValidateOptionsResult Validate(string? name, AmplifyConfiguration options)
    {
        if (name == Options.DefaultName)
        {
            _ = new CookieAttributes(options.Auth.CookieStorage, TimeProvider.System);
        }

        return ValidateOptionsResult.Success;
    }
}

using Amplify;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Goes on setting up an <see cref="AmplifyClient"/> that was added to the services.</summary>
public interface IAmplifyBuilder
{
    /// <summary>Gets the client's name: the key of the service, and the name of its <see cref="AmplifyConfiguration"/> and <see cref="AmplifyOptions"/>.</summary>
    /// <value>Empty for the default client, which is not keyed.</value>
    string Name { get; }

    /// <summary>Gets the services that the client was added to.</summary>
    IServiceCollection Services { get; }
}

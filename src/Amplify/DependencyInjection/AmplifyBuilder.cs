using Microsoft.Extensions.DependencyInjection;

namespace Amplify.DependencyInjection;

/// <inheritdoc/>
internal sealed record AmplifyBuilder(string Name, IServiceCollection Services) : IAmplifyBuilder;

using Amplify.Client;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;

namespace Amplify.DependencyInjection;

/// <summary>The settings of a client that is a service: its named options, made anew whenever a section that it was added with changes.</summary>
/// <remarks>
/// Not <see cref="IOptionsMonitor{TOptions}"/>, which throws a wrong setting at whoever changed it and forgets the right ones.
/// </remarks>
internal sealed class OptionsSettingsSource : ISettingsSource
{
    private readonly string _name;
    private readonly IOptionsFactory<AmplifyConfiguration> _factory;
    private readonly IConfiguration[] _sections;
    private readonly IChangeToken[] _sinceCreation;

    public OptionsSettingsSource(string name, IOptionsFactory<AmplifyConfiguration> factory, IEnumerable<WatchedSection> sections)
    {
        _name = name;
        _factory = factory;
        _sections = [.. sections.Where(watched => watched.ClientName == name).Select(watched => watched.Section)];
        _sinceCreation = [.. _sections.Select(section => section.GetReloadToken())];
    }

    public AmplifyConfiguration Read() => _factory.Create(_name);

    public IDisposable Watch(Action changed)
    {
        var registrations = new CompositeRegistration([.. _sections.Select(section => ChangeToken.OnChange(section.GetReloadToken, changed))]);
        if (_sinceCreation.Any(token => token.HasChanged))
        {
            changed();
        }

        return registrations;
    }

    private sealed class CompositeRegistration(IDisposable[] registrations) : IDisposable
    {
        public void Dispose() => Array.ForEach(registrations, registration => registration.Dispose());
    }
}

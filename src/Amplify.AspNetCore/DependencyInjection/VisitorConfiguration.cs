using Amplify.DependencyInjection;
using Amplify.Diagnostics;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Amplify.AspNetCore.DependencyInjection;

/// <summary>The settings of all visitors' clients, read once and whenever they change: a client has those that there are when it is made.</summary>
internal sealed class VisitorConfiguration : IDisposable
{
    private readonly OptionsSettingsSource _source;
    private readonly ILogger _logger;
    private readonly IDisposable _watch;
    private volatile AmplifyConfiguration _current;

    /// <exception cref="AmplifyConfigurationException">A setting cannot be used.</exception>
    public VisitorConfiguration(IOptionsFactory<AmplifyConfiguration> factory, IEnumerable<WatchedSection> sections, ILoggerFactory loggers)
    {
        _source = new OptionsSettingsSource(Options.DefaultName, factory, sections);
        _logger = loggers.CreateLogger(ClientLog.Category);
        _current = _source.Read();
        _watch = _source.Watch(Reload);
    }

    public AmplifyConfiguration Current => _current;

    public void Dispose() => _watch.Dispose();

    // Who changes the settings must not suffer from what they are.
    private void Reload()
    {
        try
        {
            _current = _source.Read();
            _logger.SettingsChanged();
        }
        catch (Exception e)
        {
            _logger.SettingsRefused(e.Message, e);
        }
    }
}

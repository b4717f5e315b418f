using Microsoft.Extensions.Configuration;

namespace Amplify.DependencyInjection;

/// <summary>A section that a client was added with.</summary>
internal sealed record WatchedSection(string ClientName, IConfiguration Section);

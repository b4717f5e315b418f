using Amplify;
using Amplify.Browser.TestApp;
using Amplify.Browser.TestApp.Checks;
using Microsoft.AspNetCore.Components.WebAssembly.Hosting;

WebAssemblyHostBuilder builder = WebAssemblyHostBuilder.CreateDefault(args);
builder.RootComponents.Add<App>("#app");

using var host = new HttpClient { BaseAddress = new Uri(builder.HostEnvironment.BaseAddress) };
AmplifyConfiguration configuration = AmplifyConfiguration.Parse(await host.GetStringAsync(new Uri("amplify_outputs.json", UriKind.Relative)));
var sent = new SentHeaders();
builder.Services.AddAmplify(configuration, options =>
{
    options.JsonSerializerOptions = PageJson.Default.Options;
    options.Handlers.Add(sent);
});
builder.Services.AddSingleton(configuration).AddSingleton(sent).AddSingleton<PageChecks>();

await builder.Build().RunAsync();

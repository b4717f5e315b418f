using Amplify;
using Amplify.AspNetCore.TestApp.Components;

// A site whose visitors sign in at the user pool's own pages, in each kind of user interface that ASP.NET Core has.
WebApplicationBuilder builder = WebApplication.CreateBuilder(args);
builder.Services.AddAmplifyPerVisitor(AmplifyConfiguration.FromFile(builder.Configuration["AmplifyFile"]!));
builder.Services.AddRazorComponents().AddInteractiveServerComponents();
builder.Services.AddControllers();
builder.Services.AddRazorPages();

WebApplication app = builder.Build();
app.UseAntiforgery();
app.MapStaticAssets();
app.MapRazorComponents<App>().AddInteractiveServerRenderMode();
app.MapControllers();
app.MapRazorPages();
app.MapAmplifyHostedUi();
app.MapGet("/minimal", static async (AmplifyClient amplify) => (await amplify.Auth.GetSessionAsync()).Username ?? "guest");
app.Run();

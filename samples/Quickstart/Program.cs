using Amplify;
using Quickstart;
using Quickstart.Chapters;

// Without arguments this runs against a local backend, in this process; with --config <file> the same code runs against the AWS project
// that the file describes: aws-exports.js, amplifyconfiguration.json or amplify_outputs.json.
if (args is not ([] or ["--config", _]))
{
    Console.Error.WriteLine("Usage: Quickstart [--config <file>]");
    return 2;
}

try
{
    await using Project project = args is ["--config", string file] ? Project.FromFile(file) : await Project.StartLocalAsync();
    Console.WriteLine(project.Description);

    // One client for the whole application. It is safe for concurrent calls.
    AmplifyOptions options = new() { Handlers = { new CallPrinter() }, TimeProvider = project.TimeProvider };
    await using AmplifyClient amplify = AmplifyClient.Create(project.Configuration, options);

    Tour tour = new(project.Configuration);
    await tour.VisitAsync("Who calls: a guest", needs: null, () => GuestCredentials.RunAsync(amplify));
    await tour.VisitAsync("A signed API", needs: ApiNames.Items, () => SignedCalls.RunAsync(amplify));
    await tour.VisitAsync("An API with a header of your own", needs: ApiNames.CustomHeader, () => CustomHeaderCalls.RunAsync(amplify));
    await tour.VisitAsync("A public API, not signed", needs: ApiNames.Public, () => UnsignedCalls.RunAsync(amplify));
    await tour.VisitAsync("A Lambda function", needs: ApiNames.Function, () => LambdaCalls.RunAsync(amplify));
    await tour.VisitAsync("A call that is refused", needs: ApiNames.Items, () => RefusedCalls.RunAsync(amplify, project.Configuration));
    await tour.VisitGraphQLAsync("GraphQL: queries and mutations", () => EventCalls.RunAsync(amplify));
    await tour.VisitGraphQLAsync("GraphQL: an answer with errors and data", () => PartialErrors.RunAsync(amplify));
    await tour.VisitModesAsync("GraphQL: API key or signature, and a field that is denied", () => AuthorizationModes.RunAsync(amplify));
    await tour.VisitGraphQLAsync("GraphQL: a subscription", () => CommentSubscription.RunAsync(amplify));
    await tour.VisitLocalAsync("A user: sign-up, sign-in, calls in each mode", project.Stage, stage => SigningIn.RunAsync(amplify, stage));
    await tour.VisitLocalAsync("A user: the network is lost, a day passes, sign-out", project.Stage, stage => AwayAndBack.RunAsync(amplify, stage));
    return tour.Failed ? 1 : 0;
}
catch (AmplifyException error)
{
    // A configuration that cannot be read or used; the message tells the file, the line and the key.
    Console.Error.WriteLine(error.Message);
    return 1;
}

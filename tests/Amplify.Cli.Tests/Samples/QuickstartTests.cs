using Amplify.Cli.Tests.Running;
using Amplify.Local;

namespace Amplify.Cli.Tests.Samples;

public sealed class QuickstartTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Quickstart_WithoutArguments_MakesEachKindOfCallLocally()
    {
        (int exitCode, string output, string error) = await RunAsync();

        Assert.Equal((0, ""), (exitCode, error));
        string[] calls =
        [
            @"PUT +201 +\S+ ms +/MyCloudApi/prod/items",
            @"PUT +200 +\S+ ms +/MyCloudApi/prod/items",
            @"GET +200 +\S+ ms +/MyCloudApi/prod/items\?order=name",
            @"HEAD +200 +\S+ ms +/MyCloudApi/prod/items/quickstart-tea",
            @"POST +201 +\S+ ms +/MyCloudApi/prod/items",
            @"PATCH +200 +\S+ ms +/MyCloudApi/prod/items/",
            @"DELETE +204 +\S+ ms +/MyCloudApi/prod/items/",
            @"GET +200 +\S+ ms +/MyPublicApi/prod/hello",
            @"POST +200 +\S+ ms +/2015-03-31/functions/echo/invocations",
            @"GET +403 +\S+ ms +/MyCloudApi/prod/items",
            @"POST +200 +\S+ ms +/graphql",
        ];
        Assert.All(calls, call => Assert.Matches(call, output));
        Assert.Contains("Authorization: Bearer a-token-of-your-own", output, StringComparison.Ordinal);
        Assert.Contains("The secret key does not belong to the access key", output, StringComparison.Ordinal);
        Assert.DoesNotContain("not-the-secret-of-this-key", output, StringComparison.Ordinal);
        string[] told =
        [
            "Created Quickstart",
            "Quickstart: today, here",
            "1 event(s)",
            "Deleted: True",
            "good is there: True, bad is there: False",
            "bad: Invalid pagination token given. (BadRequest)",
            "GraphQLException, and good is there: True",
            "ApiKey: no description",
            "getEvent.description: Not Authorized to access description on type Event (Unauthorized)",
            "Iam: The plan",
            "Subscribed",
            "Commented: See you there",
            "Arrived: See you there",
            "Unsubscribed",
            "Signed up; a code was sent to j***@e***",
            "Signed in as jane",
            "No network: GET /items on MyCloudApi",
            "Listening again",
            "Arrived: Back again",
            "A day later: still signed in as jane",
            "Signed in: False",
        ];
        Assert.All(told, line => Assert.Contains(line, output, StringComparison.Ordinal));
        Assert.DoesNotContain("Skipped", output, StringComparison.Ordinal);
        Assert.DoesNotContain("Failed", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Quickstart_WithAProjectsFile_RunsTheSameCalls_AndSkipsWhatTheFileHasNot()
    {
        await using LocalBackend project = await LocalBackend.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        string file = _folder.File("aws-exports.js", project.AwsExports());

        (int exitCode, string output, string error) = await RunAsync("--config", file);

        Assert.Equal((0, ""), (exitCode, error));
        Assert.Matches(@"PUT +201 +\S+ ms +/MyCloudApi/prod/items", output);
        Assert.Contains("Skipped: the configuration has no API 'MyLambdaFunction'", output, StringComparison.Ordinal);
        Assert.Contains("Created Quickstart", output, StringComparison.Ordinal);
        Assert.Contains("ApiKey: The plan", output, StringComparison.Ordinal);
        Assert.Contains("Arrived: See you there", output, StringComparison.Ordinal);
        Assert.Contains("Skipped: the configuration has no user pool whose codes this program can read", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Quickstart_WithAFileOfRestOnly_SkipsGraphQL()
    {
        await using LocalBackend project = await LocalBackend.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        string rest = string.Join('\n', project.AwsExports().Split('\n').Where(static line => !line.Contains("aws_appsync_", StringComparison.Ordinal)));

        (int exitCode, string output, string error) = await RunAsync("--config", _folder.File("aws-exports.js", rest));

        Assert.Equal((0, ""), (exitCode, error));
        Assert.Contains("Skipped: the configuration has no AppSync API", output, StringComparison.Ordinal);
        Assert.Contains("Skipped: the configuration has no API key", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Quickstart_ProjectOutOfReach_FailsWithMessagesAnd1()
    {
        string file;
        await using (LocalBackend project = await LocalBackend.StartAsync(cancellationToken: TestContext.Current.CancellationToken))
        {
            file = _folder.File("aws-exports.js", project.AwsExports());
        }

        (int exitCode, string output, _) = await RunAsync("--config", file);

        Assert.Equal(1, exitCode);
        Assert.Contains("Failed: ", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, "nope.js", "--config", "nope.js")]
    [InlineData(2, "Usage", "--nonsense")]
    public async Task Quickstart_CannotBegin_SaysWhy(int expectedCode, string expected, params string[] arguments)
    {
        (int exitCode, _, string error) = await RunAsync(arguments);

        Assert.Equal(expectedCode, exitCode);
        Assert.Contains(expected, error, StringComparison.Ordinal);
    }

    private async Task<(int ExitCode, string Output, string Error)> RunAsync(params string[] arguments)
    {
        using ChildProcess quickstart = ChildProcess.Start("Quickstart", _folder.FullPath, arguments);
        string output = await quickstart.Output.ReadToEndAsync(TestContext.Current.CancellationToken);
        (int exitCode, string error) = await quickstart.EndAsync(TestContext.Current.CancellationToken);
        return (exitCode, output, error);
    }
}

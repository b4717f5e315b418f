using System.Text.Json;
using Amplify.Local.Tests.Support;
using Amplify.Signing;

namespace Amplify.Local.Tests.Interop;

public sealed class AwsCommandLineTests
{
    private static void SkipUnlessPresent() => Assert.SkipUnless(AwsCommandLine.IsPresent, "The aws program is not on the path.");

    [Fact]
    public async Task Aws_GetIdAndCredentials_WorkUnsigned()
    {
        SkipUnlessPresent();
        await using Harness harness = await Harness.StartAsync();
        LocalBackend backend = harness.Backend;
        string[] common = ["--no-sign-request", "--endpoint-url", backend.IdentityPoolEndpoint.OriginalString, "--region", backend.Region, "--output", "json"];

        var id = await AwsCommandLine.RunAsync(null, ["cognito-identity", "get-id", "--identity-pool-id", backend.IdentityPoolId, .. common]);
        Assert.True(id.ExitCode == 0, id.Error);
        string identityId = JsonDocument.Parse(id.Output).RootElement.GetProperty("IdentityId").GetString()!;
        var credentials = await AwsCommandLine.RunAsync(null, ["cognito-identity", "get-credentials-for-identity", "--identity-id", identityId, .. common]);
        var unknown = await AwsCommandLine.RunAsync(
            null, ["cognito-identity", "get-id", "--identity-pool-id", "us-east-1:00000000-0000-0000-0000-000000000000", .. common]);

        Assert.True(credentials.ExitCode == 0, credentials.Error);
        Assert.StartsWith("ASIA", JsonDocument.Parse(credentials.Output).RootElement.GetProperty("Credentials").GetProperty("AccessKeyId").GetString());
        Assert.Contains("ResourceNotFoundException", unknown.Error, StringComparison.Ordinal);
        Assert.Contains("not found.", unknown.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Aws_LambdaInvoke_RunsTheFunctionAsAGuest()
    {
        SkipUnlessPresent();
        await using Harness harness = await Harness.StartAsync();
        LocalBackend backend = harness.Backend;
        AwsCredentials guest = (await harness.GuestAsync()).Credentials;
        string file = Path.GetTempFileName();
        try
        {
            string payload = Path.GetTempFileName();
            await File.WriteAllTextAsync(payload, """{"n":1.50}""", Harness.Cancellation);
            string[] arguments =
            [
                "lambda", "invoke", "--function-name", "echo", "--payload", "fileb://" + payload,
                "--endpoint-url", backend.LambdaEndpoint.OriginalString, "--region", backend.Region, "--output", "json", file,
            ];

            var done = await AwsCommandLine.RunAsync(guest, arguments);
            var refused = await AwsCommandLine.RunAsync(new AwsCredentials(guest.AccessKeyId, "wrong", guest.SessionToken), arguments);
            File.Delete(payload);

            Assert.True(done.ExitCode == 0, done.Error);
            Assert.Equal(200, JsonDocument.Parse(done.Output).RootElement.GetProperty("StatusCode").GetInt32());
            Assert.Equal("""{"n":1.50}""", await File.ReadAllTextAsync(file, Harness.Cancellation));
            Assert.Contains("InvalidSignatureException", refused.Error, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(file);
        }
    }
}

using Amplify.Benchmarks.ColdStart;
using Amplify.Benchmarks.Backend;
using Amplify.Benchmarks.Calls;
using Amplify.Benchmarks.Realtime;
using Amplify.Benchmarks.Signing;
using Amplify.Benchmarks.Users;
using BenchmarkDotNet.Running;

switch (args)
{
    case ["rest"]:
        return await RestBenchmark.RunAsync();
    case ["graphql"]:
        return await GraphQLBenchmark.RunAsync();
    case ["upload"]:
        return await UploadBenchmark.RunAsync();
    case ["messages"]:
        return await MessageBenchmark.RunAsync();
    case ["idle"]:
        return await IdleBenchmark.RunAsync();
    case ["reconnect"]:
        return await ReconnectBenchmark.RunAsync();
    case ["signing"]:
        return SigningTargets.Run();
    case ["sign-in-server"]:
        return await ServerSignInTarget.RunAsync();
    case ["sign-in"]:
        return await SignInTargets.RunAsync();
    case ["cold-start", ..]:
        return await ColdStartBenchmark.RunAsync();
    case ["local"]:
        await ThroughputBenchmark.RunAsync();
        return 0;
    case ["fanout"]:
        return await FanoutBenchmark.RunAsync();
    case ["local-start", .. { Length: > 0 } command]:
        await StartBenchmark.RunAsync(command);
        return 0;
    default:
        BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
        return 0;
}

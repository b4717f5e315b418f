using Amplify.Benchmarks.LocalBackend;
using BenchmarkDotNet.Running;

switch (args)
{
    case ["local"]:
        await ThroughputBenchmark.RunAsync();
        break;
    case ["local-start", .. { Length: > 0 } command]:
        await StartBenchmark.RunAsync(command);
        break;
    default:
        BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
        break;
}

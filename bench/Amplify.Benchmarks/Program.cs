using Amplify.Benchmarks.ColdStart;
using BenchmarkDotNet.Running;

if (args is ["cold-start", ..])
{
    return await ColdStartBenchmark.RunAsync();
}

BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
return 0;

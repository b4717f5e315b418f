// One call, then the time at which its answer was there, on the clock that all processes of the machine share.
// The benchmark "cold-start" starts this program; see bench/Amplify.Benchmarks/ColdStart.
using System.Diagnostics;
using Amplify.ColdStart;

Answer? answer = args switch
{
    ["raw", string address] => await RawCall.RunAsync(address),
    ["amplify", string address] => await AmplifyCall.RunAsync(address),
    ["guest", string file] => await AmplifyCall.RunAsGuestAsync(file),
    _ => throw new ArgumentException("usage: raw <address> | amplify <endpoint> | guest <file>"),
};
long arrived = Stopwatch.GetTimestamp();
Console.WriteLine(arrived);
return answer is null ? 1 : 0;

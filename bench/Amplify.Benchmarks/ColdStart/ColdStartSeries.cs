namespace Amplify.Benchmarks.ColdStart;

/// <summary>The times of one program in one mode, round by round.</summary>
internal sealed class ColdStartSeries(string name, ColdStartProgram program, string mode, string argument)
{
    private readonly List<double> _milliseconds = [];

    public string Name => name;

    public ColdStartProgram Program => program;

    public string Mode => mode;

    public string Argument => argument;

    public double Median => MedianOf(_milliseconds);

    public double Fastest => _milliseconds.Min();

    public void Add(TimeSpan time, bool counts)
    {
        if (counts)
        {
            _milliseconds.Add(time.TotalMilliseconds);
        }
    }

    /// <summary>Gives the median of the rounds' own ratios: what slowed a round down hit both.</summary>
    public double RatioTo(ColdStartSeries other) => MedianOf(_milliseconds.Zip(other._milliseconds, static (ours, theirs) => ours / theirs));

    private static double MedianOf(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}

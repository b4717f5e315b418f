using System.Globalization;

namespace Amplify.Local.Hosting;

/// <summary>The one clock of the backend: what it stamps, verifies and expires by, faults included.</summary>
internal sealed class ServerClock(TimeProvider timeProvider, LocalFaults faults)
{
    private volatile DateText _date = new(0, "");

    public DateTimeOffset UtcNow => timeProvider.GetUtcNow() + faults.ClockSkew;

    /// <summary>Gives the text of a <c>Date</c> header; it changes once a second and is made once a second.</summary>
    public string DateHeader(DateTimeOffset now)
    {
        long second = now.UtcTicks / TimeSpan.TicksPerSecond;
        DateText date = _date;
        if (date.Second != second)
        {
            date = new DateText(second, now.ToString("r", CultureInfo.InvariantCulture));
            _date = date;
        }

        return date.Text;
    }

    private sealed record DateText(long Second, string Text);
}

using System.Collections.Immutable;
using System.Text;
using Amplify.Local.Faults;

namespace Amplify.Local;

/// <summary>What goes wrong with one request: a step of <see cref="LocalFaults.Sequence(ReadOnlySpan{Fault})"/>.</summary>
/// <remarks>
/// Immutable: each method gives a changed copy, so a step can be kept and used again. A step begins with who answers, <see cref="Pass"/>,
/// <see cref="Status"/> or <see cref="Redirect"/>, or with a cut before anybody does; what follows changes how the answer is sent.
/// </remarks>
/// <example><code>Fault.Status(429).WithHeader("Retry-After", "2").Times(2)</code></example>
public sealed record Fault
{
    private Fault()
    {
    }

    /// <summary>Gets the step that serves the request as if there were no fault.</summary>
    public static Fault Pass { get; } = new();

    /// <summary>Gets the step that cuts the connection when the request's headers have arrived; its body is not read.</summary>
    public static Fault CutOnHeaders { get; } = new() { Cut = FaultCut.OnHeaders };

    /// <summary>Gets the step that reads the whole request, then cuts the connection: nothing is done and nothing answered.</summary>
    public static Fault CutBeforeHandling { get; } = new() { Cut = FaultCut.BeforeHandling };

    /// <summary>Gets the step that does what the request asks for, then cuts the connection: the caller cannot tell that it was done.</summary>
    public static Fault CutBeforeAnswer { get; } = new() { Cut = FaultCut.BeforeAnswer };

    internal int? StatusCode { get; init; }

    internal FaultCut Cut { get; init; }

    /// <summary>How much of a body travels before a cut within it.</summary>
    internal int CutAfter { get; init; }

    internal TimeSpan Delay { get; init; }

    internal Task? Gate { get; init; }

    internal TimeSpan ClockSkew { get; init; }

    internal ImmutableArray<KeyValuePair<string, string>> Headers { get; init; } = [];

    internal ReadOnlyMemory<byte>? Body { get; init; }

    internal long? ContentLength { get; init; }

    internal bool IsChunked { get; init; }

    internal FaultPace? Pace { get; init; }

    internal int Count { get; init; } = 1;

    /// <summary>Cuts the connection in the middle of the request's body.</summary>
    /// <param name="bytes">How much of the body is read before; a shorter body is read to its end.</param>
    /// <returns>The step.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The number is not positive.</exception>
    public static Fault CutInRequest(int bytes)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bytes);
        return new Fault { Cut = FaultCut.InRequest, CutAfter = bytes };
    }

    /// <summary>
    /// Reads the request and answers with a status instead of handling it, in the service's own words for that status. A request that
    /// expects <c>100-continue</c> is answered before its body.
    /// </summary>
    /// <param name="statusCode">The status, 200 to 599.</param>
    /// <returns>The step.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The status is not 200 to 599.</exception>
    public static Fault Status(int statusCode)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(statusCode, 200);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(statusCode, 599);
        return new Fault { StatusCode = statusCode };
    }

    /// <summary>Answers with a redirect.</summary>
    /// <param name="location">The <c>Location</c> header, absolute or relative.</param>
    /// <param name="statusCode">The status.</param>
    /// <returns>The step.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The status is not 300 to 399.</exception>
    public static Fault Redirect(string location, int statusCode = 302)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(statusCode / 100, 3, nameof(statusCode));
        return Status(statusCode).WithHeader("Location", location);
    }

    /// <summary>Waits before the request is looked at.</summary>
    /// <param name="delay">How long, by the backend's clock.</param>
    /// <returns>The changed step.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The delay is negative.</exception>
    public Fault After(TimeSpan delay)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(delay, TimeSpan.Zero);
        return this with { Delay = delay };
    }

    /// <summary>Waits for a task before the request is looked at: a test decides when.</summary>
    /// <param name="gate">The task; how it ends does not matter.</param>
    /// <returns>The changed step.</returns>
    public Fault Until(Task gate)
    {
        ArgumentNullException.ThrowIfNull(gate);
        return this with { Gate = gate };
    }

    /// <summary>Moves the backend's clock for this one request: its signature is judged and its answer dated by it.</summary>
    /// <param name="skew">How far ahead of the others' clock; behind it when negative.</param>
    /// <returns>The changed step.</returns>
    public Fault WithClockSkew(TimeSpan skew) => this with { ClockSkew = skew };

    /// <summary>Sets a header of the answer in the place of any other of its name, <c>Date</c> included. Twice the same name gives two.</summary>
    /// <param name="name">The name.</param>
    /// <param name="value">The value.</param>
    /// <returns>The changed step.</returns>
    /// <exception cref="ArgumentException">
    /// The header is one that frames the body, which <see cref="WithContentLength"/> and <see cref="Chunked"/> set, or no valid header.
    /// </exception>
    public Fault WithHeader(string name, string value)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(value);
        if (name.ToUpperInvariant() is "CONTENT-LENGTH" or "TRANSFER-ENCODING" || value.AsSpan().ContainsAny('\r', '\n'))
        {
            throw new ArgumentException($"'{name}' frames the body, or its value has a line break; see WithContentLength and Chunked.", nameof(name));
        }

        return this with { Headers = Headers.Add(new(name, value)) };
    }

    /// <summary>Sets the body of the answer.</summary>
    /// <param name="body">The text; it is sent as UTF-8.</param>
    /// <returns>The changed step.</returns>
    public Fault WithBody(string body)
    {
        ArgumentNullException.ThrowIfNull(body);
        return WithBody(Encoding.UTF8.GetBytes(body));
    }

    /// <summary>Sets the body of the answer, however large.</summary>
    /// <param name="body">The bytes.</param>
    /// <returns>The changed step.</returns>
    public Fault WithBody(ReadOnlyMemory<byte> body) => this with { Body = body };

    /// <summary>Claims another length for the body than it has. The connection ends behind the body.</summary>
    /// <param name="length">The <c>Content-Length</c>.</param>
    /// <returns>The changed step.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The length is negative.</exception>
    public Fault WithContentLength(long length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        return this with { ContentLength = length, IsChunked = false };
    }

    /// <summary>Sends the body in chunks, without telling its length before.</summary>
    /// <returns>The changed step.</returns>
    public Fault Chunked() => this with { IsChunked = true, ContentLength = null };

    /// <summary>Sends the body slowly.</summary>
    /// <param name="bytes">How many bytes at a time.</param>
    /// <param name="interval">How long to wait, by the backend's clock, before each but the first.</param>
    /// <returns>The changed step.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A number is not positive.</exception>
    public Fault Drip(int bytes, TimeSpan interval)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bytes);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(interval, TimeSpan.Zero);
        return this with { Pace = new FaultPace(bytes, interval) };
    }

    /// <summary>Cuts the connection in the middle of the answer's body: the caller gets the headers and exactly so many bytes.</summary>
    /// <param name="bytes">How much of the body is sent; 0 sends the headers alone.</param>
    /// <returns>The changed step.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative.</exception>
    public Fault CutAnswerAfter(int bytes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(bytes);
        return this with { Cut = FaultCut.InAnswer, CutAfter = bytes };
    }

    /// <summary>Does this to several requests, one after the other.</summary>
    /// <param name="count">How many.</param>
    /// <returns>The changed step.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The number is not positive.</exception>
    public Fault Times(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        return this with { Count = count };
    }

    /// <summary>Does this to every request until the script is removed; it must be the script's last step.</summary>
    /// <returns>The changed step.</returns>
    public Fault Forever() => this with { Count = int.MaxValue };
}

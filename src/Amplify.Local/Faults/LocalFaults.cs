using System.Collections.Immutable;
using Amplify.Local.Faults;

namespace Amplify.Local;

/// <summary>What goes wrong on purpose, so that a client's retries, time-outs and messages can be tested.</summary>
/// <remarks>
/// Safe for concurrent use. Faults that match a request all apply to it: delays add up; of several answers or cuts, the one set first is
/// taken and the others wait for the next request.
/// </remarks>
public sealed class LocalFaults
{
    /// <summary>The name of the Lambda service in <see cref="FaultFilter.Api"/>.</summary>
    public const string Lambda = "lambda";

    /// <summary>The name of the identity pool service in <see cref="FaultFilter.Api"/>.</summary>
    public const string IdentityPool = "cognito-identity";

    private readonly Lock _gate = new();
    private volatile ImmutableList<LocalFault>? _faults;
    private long _clockSkewTicks;

    internal LocalFaults()
    {
    }

    /// <summary>
    /// Gets or sets how far the backend's clock is ahead of the real one (negative: behind). The <c>Date</c> header, the verification of
    /// signatures and the expiry of credentials follow it.
    /// </summary>
    /// <value>Default: zero.</value>
    public TimeSpan ClockSkew
    {
        get => new(Interlocked.Read(ref _clockSkewTicks));
        set => Interlocked.Exchange(ref _clockSkewTicks, value.Ticks);
    }

    internal bool IsSet => _faults is not null;

    /// <summary>Answers with a status instead of calling the service.</summary>
    /// <param name="statusCode">The status, 200 to 599.</param>
    /// <param name="times">How many requests it hits; <see cref="int.MaxValue"/> for all until it is removed.</param>
    /// <param name="filter">Which requests it hits; all when <see langword="null"/>.</param>
    /// <param name="body">The body; the service's own words for that status when <see langword="null"/>.</param>
    /// <param name="headers">Headers to add, such as <c>Retry-After</c>.</param>
    /// <returns>The fault, to take it back.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The status or the number of times is out of range.</exception>
    public LocalFault Answer(
        int statusCode,
        int times = 1,
        FaultFilter? filter = null,
        string? body = null,
        IReadOnlyDictionary<string, string>? headers = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(statusCode, 200);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(statusCode, 599);
        var answer = new FaultAnswer(statusCode, body, headers ?? ImmutableDictionary<string, string>.Empty);
        return Add(filter, times, new FaultPlan(default, FaultCut.None, answer));
    }

    /// <summary>Waits before the request is looked at.</summary>
    /// <param name="delay">How long.</param>
    /// <param name="times">How many requests it hits; <see cref="int.MaxValue"/> for all until it is removed.</param>
    /// <param name="filter">Which requests it hits; all when <see langword="null"/>.</param>
    /// <returns>The fault, to take it back.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The delay is negative or the number of times is out of range.</exception>
    public LocalFault Delay(TimeSpan delay, int times = 1, FaultFilter? filter = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(delay, TimeSpan.Zero);
        return Add(filter, times, new FaultPlan(delay, FaultCut.None, null));
    }

    /// <summary>Cuts the connection when the request has arrived; nothing is done and nothing is answered.</summary>
    /// <param name="times">How many requests it hits; <see cref="int.MaxValue"/> for all until it is removed.</param>
    /// <param name="filter">Which requests it hits; all when <see langword="null"/>.</param>
    /// <returns>The fault, to take it back.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The number of times is out of range.</exception>
    public LocalFault CutConnection(int times = 1, FaultFilter? filter = null) =>
        Add(filter, times, new FaultPlan(default, FaultCut.BeforeAnswer, null));

    /// <summary>Does what the request asks for, answers headers and half of the body, then cuts the connection.</summary>
    /// <param name="times">How many requests it hits; <see cref="int.MaxValue"/> for all until it is removed.</param>
    /// <param name="filter">Which requests it hits; all when <see langword="null"/>.</param>
    /// <returns>The fault, to take it back.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The number of times is out of range.</exception>
    public LocalFault CutBody(int times = 1, FaultFilter? filter = null) =>
        Add(filter, times, new FaultPlan(default, FaultCut.InTheMiddle, null));

    /// <summary>Takes every fault back and sets the clock right.</summary>
    public void Clear()
    {
        ClockSkew = TimeSpan.Zero;
        foreach (LocalFault fault in _faults ?? [])
        {
            fault.Remove();
        }
    }

    internal void Forget(LocalFault fault)
    {
        lock (_gate)
        {
            ImmutableList<LocalFault>? left = _faults?.Remove(fault);
            _faults = left is { IsEmpty: false } ? left : null;
        }
    }

    internal FaultPlan Take(string api, string method, string path)
    {
        // The usual case, and the hot path: nothing is set.
        if (_faults is null)
        {
            return default;
        }

        lock (_gate)
        {
            var plan = default(FaultPlan);
            foreach (LocalFault fault in _faults ?? [])
            {
                if (fault.Filter.Matches(api, method, path) && CanJoin(plan, fault.Effect) && fault.TryUse())
                {
                    plan = Join(plan, fault.Effect);
                }
            }

            ImmutableList<LocalFault> left = (_faults ?? []).RemoveAll(static fault => fault.Remaining == 0);
            _faults = left.IsEmpty ? null : left;
            return plan;
        }
    }

    private static bool CanJoin(FaultPlan plan, FaultPlan effect) => effect.Delay > TimeSpan.Zero || (plan.Answer is null && plan.Cut == FaultCut.None);

    private static FaultPlan Join(FaultPlan plan, FaultPlan effect) => new(
        plan.Delay + effect.Delay,
        effect.Cut == FaultCut.None ? plan.Cut : effect.Cut,
        effect.Answer ?? plan.Answer);

    private LocalFault Add(FaultFilter? filter, int times, FaultPlan effect)
    {
        var fault = new LocalFault(this, filter, times, effect);
        lock (_gate)
        {
            _faults = (_faults ?? []).Add(fault);
        }

        return fault;
    }
}

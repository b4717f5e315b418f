using Amplify.Local.Cognito.UserPool.Users;
using Amplify.Local.Hosting;
using Microsoft.Extensions.Logging;

namespace Amplify.Local.Cognito.UserPool.Codes;

/// <summary>Where codes go in place of a mailbox or a telephone: the log, the backend's owner, and whoever waits for one.</summary>
internal sealed class CodeDelivery(Action<LocalConfirmationCode>? sent, ServerClock clock, ILogger logger)
{
    private const int Remembered = 1000;

    private readonly Lock _gate = new();
    private readonly List<LocalConfirmationCode> _all = [];
    private readonly List<LocalConfirmationCode> _unread = [];
    private readonly List<CodeWaiter> _waiters = [];

    /// <summary>The codes that were sent, the last one last.</summary>
    public IReadOnlyList<LocalConfirmationCode> Sent
    {
        get
        {
            lock (_gate)
            {
                return [.. _all];
            }
        }
    }

    public void Send(PoolUser user, LocalCodePurpose purpose, CodeAddress? address, string code)
    {
        var message = new LocalConfirmationCode
        {
            Username = user.Username,
            UserSub = user.Subject,
            Purpose = purpose,
            Medium = address?.Medium,
            Destination = address?.Destination,
            Code = code,
            SentAt = clock.UtcNow,
        };
        UserPoolLog.CodeSent(logger, purpose, user.Username, address?.Medium ?? "nobody", code);
        Tell(message);
        Hand(message);
    }

    /// <summary>Gives the oldest code of a user that nobody has been given yet, or the next one that is sent.</summary>
    public Task<LocalConfirmationCode> WaitAsync(string name, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            int index = _unread.FindIndex(code => CodeWaiter.IsFor(code, name));
            if (index >= 0)
            {
                LocalConfirmationCode code = _unread[index];
                _unread.RemoveAt(index);
                return Task.FromResult(code);
            }

            var waiter = new CodeWaiter(name);
            _waiters.Add(waiter);
            return WaitAsync(waiter, cancellationToken);
        }
    }

    // The code is on its way; that somebody could not be told of it must not undo what the user did.
    private void Tell(LocalConfirmationCode message)
    {
        try
        {
            sent?.Invoke(message);
        }
#pragma warning disable CA1031
        catch (Exception exception)
#pragma warning restore CA1031
        {
            UserPoolLog.TriggerThrew(logger, nameof(LocalUserPoolOptions.CodeSent), exception);
        }
    }

    private async Task<LocalConfirmationCode> WaitAsync(CodeWaiter waiter, CancellationToken cancellationToken)
    {
        try
        {
            return await waiter.Code.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            lock (_gate)
            {
                _waiters.Remove(waiter);
            }

            throw;
        }
    }

    private void Hand(LocalConfirmationCode code)
    {
        lock (_gate)
        {
            Remember(_all, code);
            int index = _waiters.FindIndex(waiter => CodeWaiter.IsFor(code, waiter.Name));
            if (index < 0)
            {
                Remember(_unread, code);
                return;
            }

            _waiters[index].Give(code);
            _waiters.RemoveAt(index);
        }
    }

    private static void Remember(List<LocalConfirmationCode> codes, LocalConfirmationCode code)
    {
        if (codes.Count == Remembered)
        {
            codes.RemoveAt(0);
        }

        codes.Add(code);
    }
}

using Amplify.Local.Cognito.UserPool.Users;

namespace Amplify.Local.Cognito.UserPool.Codes;

/// <summary>Someone who waits for a code.</summary>
internal sealed class CodeWaiter(string name)
{
    private readonly TaskCompletionSource<LocalConfirmationCode> _code = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public string Name { get; } = name;

    public Task<LocalConfirmationCode> Code => _code.Task;

    public static bool IsFor(LocalConfirmationCode code, string name)
    {
        string folded = SignInNames.Fold(name);
        return SignInNames.Fold(code.Username) == folded
            || code.UserSub == name
            || (code.Destination is { } destination && SignInNames.Fold(destination) == folded);
    }

    public void Give(LocalConfirmationCode code) => _code.SetResult(code);
}

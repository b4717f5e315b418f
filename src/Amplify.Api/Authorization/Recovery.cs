namespace Amplify.Api.Authorization;

/// <summary>What was changed so that a refused request may be accepted.</summary>
[Flags]
internal enum Recovery
{
    None = 0,

    /// <summary>Credentials or a token were renewed.</summary>
    Credentials = 1,

    /// <summary>The server's time was learnt.</summary>
    Clock = 2,
}

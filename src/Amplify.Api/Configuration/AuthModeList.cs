namespace Amplify.Api;

/// <summary>Ordered authorization modes, which sources add to each other as a whole: half of an order means nothing.</summary>
internal static class AuthModeList
{
    public static void ReplaceWith(this IList<AuthMode> modes, IList<AuthMode> later)
    {
        if (later.Count == 0)
        {
            return;
        }

        modes.Clear();
        foreach (AuthMode mode in later)
        {
            modes.Add(mode);
        }
    }
}

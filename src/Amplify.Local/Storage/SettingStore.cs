namespace Amplify.Local.Storage;

/// <summary>What the backend made up on its first start and must still be true on the next: ids and keys.</summary>
internal sealed class SettingStore(LocalDatabase database)
{
    private const string Insert = "INSERT INTO settings (name, value) VALUES (?1, ?2) ON CONFLICT DO NOTHING";
    private const string Select = "SELECT value FROM settings WHERE name = ?1";

    /// <summary>Gives the kept value of <paramref name="name"/>, making and keeping it when there is none.</summary>
    public string GetOrAdd(string name, Func<string> create) => database.Use((name, create), static (session, state) =>
    {
        if (session.Statement(Select, state.name).ExecuteScalar() is string kept)
        {
            return kept;
        }

        string value = state.create();
        session.Execute(Insert, state.name, value);
        return value;
    });
}

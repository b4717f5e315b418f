using System.Text.Json;
using System.Text.Json.Serialization;
using Amplify.Local.Storage;
using Microsoft.Data.Sqlite;

namespace Amplify.Local.Cognito.UserPool.Users;

/// <summary>The users of the pool, in the database, found by any of their names.</summary>
internal sealed class UserPoolDirectory(LocalDatabase database, SignInNames names)
{
    private const string SelectByName = "SELECT body FROM pool_users WHERE name = ?1";
    private const string SelectByAlias = "SELECT body FROM pool_users WHERE name = (SELECT name FROM pool_aliases WHERE alias = ?1)";
    private const string SelectBySubject = "SELECT body FROM pool_users WHERE subject = ?1";
    private const string SelectAll = "SELECT body FROM pool_users ORDER BY name";
    private const string Upsert =
        "INSERT INTO pool_users (name, subject, body) VALUES (?1, ?2, ?3) ON CONFLICT (name) DO UPDATE SET body = ?3";

    private const string DeleteUser = "DELETE FROM pool_users WHERE name = ?1";
    private const string SelectAliasOwner = "SELECT name FROM pool_aliases WHERE alias = ?1";
    private const string DeleteAliases = "DELETE FROM pool_aliases WHERE name = ?1";
    private const string InsertAlias = "INSERT INTO pool_aliases (alias, name) VALUES (?1, ?2) ON CONFLICT (alias) DO UPDATE SET name = ?2";

    private static readonly JsonSerializerOptions Json = new() { Converters = { new JsonStringEnumConverter() } };

    /// <summary>Finds a user by user name or alias.</summary>
    public PoolUser? Find(string name) => database.Use(SignInNames.Fold(name), static (session, name) =>
        Read(session, SelectByName, name) ?? Read(session, SelectByAlias, name));

    public PoolUser? FindBySubject(string subject) =>
        database.Use(subject, static (session, subject) => Read(session, SelectBySubject, subject));

    /// <exception cref="CognitoException">There is no such user.</exception>
    public PoolUser Get(string name) => Find(name) ?? throw UserPoolErrors.UserNotFound();

    public IReadOnlyList<PoolUser> All() => database.Use(0, static (session, _) =>
    {
        var users = new List<PoolUser>();
        using SqliteDataReader row = session.Statement(SelectAll).ExecuteReader();
        while (row.Read())
        {
            users.Add(Parse(row.GetString(0)));
        }

        return users;
    });

    /// <exception cref="CognitoException">The name is taken.</exception>
    public void Add(PoolUser user) => database.Use((Directory: this, user), static (session, state) => session.InTransaction(state, static (session, state) =>
    {
        string name = SignInNames.Fold(state.user.Username);
        if (Read(session, SelectByName, name) is not null)
        {
            throw UserPoolErrors.Of("UsernameExistsException", "User already exists");
        }

        string type = state.Directory.Names.AreAddresses ? "UsernameExistsException" : "AliasExistsException";
        state.Directory.Write(session, state.user, takesAliases: false, type);
        return 0;
    }));

    /// <summary>Changes a user while nobody else does.</summary>
    /// <param name="username">The user name.</param>
    /// <param name="change">Gives the user as they shall be.</param>
    /// <param name="takesAliases">Whether an alias that another user has becomes this one's.</param>
    /// <exception cref="CognitoException">There is no such user, or an alias is another user's.</exception>
    public PoolUser Change(string username, Func<PoolUser, PoolUser> change, bool takesAliases = false) => database.Use(
        (Directory: this, username, change, takesAliases),
        static (session, state) => session.InTransaction(state, static (session, state) =>
        {
            PoolUser user = Read(session, SelectByName, SignInNames.Fold(state.username)) ?? throw UserPoolErrors.UserNotFound();
            PoolUser changed = state.change(user);
            if (changed != user)
            {
                state.Directory.Write(session, changed, state.takesAliases, "AliasExistsException");
            }

            return changed;
        }));

    public void Delete(string username) => database.Use(SignInNames.Fold(username), static (session, name) =>
        session.Execute(DeleteAliases, name) + session.Execute(DeleteUser, name));

    private SignInNames Names => names;

    private void Write(DatabaseSession session, PoolUser user, bool takesAliases, string takenErrorType)
    {
        string name = SignInNames.Fold(user.Username);
        session.Execute(DeleteAliases, name);
        foreach (UserAlias alias in names.AliasesOf(user))
        {
            if (session.Statement(SelectAliasOwner, alias.Name).ExecuteScalar() is string owner)
            {
                Displace(session, owner, alias, takesAliases, takenErrorType);
            }

            session.Execute(InsertAlias, alias.Name, name);
        }

        session.Execute(Upsert, name, user.Subject, JsonSerializer.Serialize(user, Json));
    }

    // Whoever loses an alias has its attribute still, and can no longer sign in with it.
    private static void Displace(DatabaseSession session, string owner, UserAlias alias, bool takesAliases, string takenErrorType)
    {
        if (!takesAliases || !AttributeNames.CanBeVerified(alias.Attribute))
        {
            throw UserPoolErrors.Of(takenErrorType, $"An account with the given {alias.Attribute} already exists.");
        }

        PoolUser other = Read(session, SelectByName, owner)!;
        string mark = AttributeNames.VerifiedMark(alias.Attribute);
        session.Execute(Upsert, owner, other.Subject, JsonSerializer.Serialize(other.WithAttribute(mark, "false"), Json));
    }

    private static PoolUser? Read(DatabaseSession session, string select, string key) =>
        session.Statement(select, key).ExecuteScalar() is string body ? Parse(body) : null;

    private static PoolUser Parse(string body) => JsonSerializer.Deserialize<PoolUser>(body, Json)!;
}

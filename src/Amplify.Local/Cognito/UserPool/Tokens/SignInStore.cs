using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Amplify.Local.Storage;
using Microsoft.Data.Sqlite;

namespace Amplify.Local.Cognito.UserPool.Tokens;

/// <summary>The sign-ins and their refresh tokens, in the database. Of a refresh token only a hash is kept.</summary>
internal sealed class SignInStore(LocalDatabase database)
{
    // For so long after its end a sign-in is remembered, so that its tokens are told to have expired and not to be unknown.
    private static readonly TimeSpan KeptAfterExpiry = TimeSpan.FromDays(1);

    private const string InsertSignIn = "INSERT INTO pool_sign_ins (origin, subject, expires, revoked, body) VALUES (?1, ?2, ?3, 0, ?4)";
    private const string InsertToken = "INSERT INTO pool_refresh_tokens (hash, origin) VALUES (?1, ?2)";
    private const string ReplaceToken = "UPDATE pool_refresh_tokens SET replaced = ?2 WHERE hash = ?1 AND replaced IS NULL";
    private const string SelectToken =
        "SELECT s.body, s.revoked, t.replaced FROM pool_refresh_tokens t JOIN pool_sign_ins s ON s.origin = t.origin WHERE t.hash = ?1";

    private const string SelectLive = "SELECT 1 FROM pool_sign_ins WHERE origin = ?1 AND revoked = 0";
    private const string RevokeOne = "UPDATE pool_sign_ins SET revoked = 1 WHERE origin = ?1";
    private const string RevokeAllOf = "UPDATE pool_sign_ins SET revoked = 1 WHERE subject = ?1";
    private const string DeleteOldTokens =
        "DELETE FROM pool_refresh_tokens WHERE origin IN (SELECT origin FROM pool_sign_ins WHERE expires < ?1)";

    private const string DeleteOld = "DELETE FROM pool_sign_ins WHERE expires < ?1";

    /// <summary>Keeps a new sign-in.</summary>
    /// <returns>Its refresh token.</returns>
    public string Begin(SignIn signIn)
    {
        string token = RefreshToken.Create();
        database.Use((signIn, hash: HashOf(token)), static (session, state) => session.InTransaction(state, static (session, state) =>
        {
            long forgotten = (state.signIn.AuthenticatedAt - KeptAfterExpiry).ToUnixTimeSeconds();
            session.Execute(DeleteOldTokens, forgotten);
            session.Execute(DeleteOld, forgotten);
            SignIn signIn = state.signIn;
            session.Execute(InsertSignIn, signIn.OriginId, signIn.Subject, signIn.Expires.ToUnixTimeSeconds(), JsonSerializer.Serialize(signIn));
            return session.Execute(InsertToken, state.hash, signIn.OriginId);
        }));
        return token;
    }

    public RefreshTokenState? Find(string refreshToken) => database.Use(HashOf(refreshToken), static (session, hash) =>
    {
        using SqliteDataReader row = session.Statement(SelectToken, hash).ExecuteReader();
        return row.Read()
            ? new RefreshTokenState(
                JsonSerializer.Deserialize<SignIn>(row.GetString(0))!,
                row.GetInt64(1) != 0,
                row.IsDBNull(2) ? null : DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(2)))
            : null;
    });

    /// <summary>Puts a new refresh token in the place of one; the time of the first replacement counts.</summary>
    public string Replace(string refreshToken, string originId, DateTimeOffset now)
    {
        string token = RefreshToken.Create();
        database.Use(
            (old: HashOf(refreshToken), hash: HashOf(token), originId, now),
            static (session, state) => session.InTransaction(state, static (session, state) =>
            {
                session.Execute(ReplaceToken, state.old, state.now.ToUnixTimeMilliseconds());
                return session.Execute(InsertToken, state.hash, state.originId);
            }));
        return token;
    }

    public bool IsLive(string originId) =>
        database.Use(originId, static (session, id) => session.Statement(SelectLive, id).ExecuteScalar() is not null);

    public void End(string originId) => database.Use(originId, static (session, id) => session.Execute(RevokeOne, id));

    public void EndAll(string subject) => database.Use(subject, static (session, subject) => session.Execute(RevokeAllOf, subject));

    private static string HashOf(string token) => Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
}

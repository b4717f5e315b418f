using System.Globalization;
using System.Text.Json;
using Amplify.Local.Cognito.UserPool.Devices;
using Amplify.Local.Cognito.UserPool.Srp;
using Amplify.Local.Cognito.UserPool.Tokens;
using Amplify.Local.Cognito.UserPool.Users;
using Amplify.Local.Hosting;

namespace Amplify.Local.Cognito.UserPool.Operations;

/// <summary>The devices of a user: confirmed, remembered, listed and forgotten.</summary>
internal sealed class DeviceOperations(AccessTokens tokens, UserPoolDirectory users, DeviceRegistry devices, ServerClock clock)
{
    private const int LargestPage = 60;

    // A verifier is as long as the prime, and a salt shorter; either may have a zero before it.
    private const int MostBytes = 385;

    public async ValueTask<ReadOnlyMemory<byte>> ConfirmDeviceAsync(OperationInput input, CancellationToken cancellationToken)
    {
        (PoolUser user, TrackedDevice device) = await DeviceAsync(input, cancellationToken).ConfigureAwait(false);
        OperationInput secret = input.Object("DeviceSecretVerifierConfig") ?? throw UserPoolErrors.MissingParameter("DeviceSecretVerifierConfig");
        TrackedDevice confirmed = device with
        {
            Name = input.Optional("DeviceName", TextRule.Name),
            Password = new PasswordVerifier(NumberOf(secret, "Salt"), NumberOf(secret, "PasswordVerifier")),
            IsRemembered = !devices.IsOptIn,
            Modified = clock.UtcNow,
        };
        users.Change(user.Username, current => current.WithDevice(confirmed));
        return OperationAnswer.Object(devices.IsOptIn, static (writer, isOptIn) => writer.WriteBoolean("UserConfirmationNecessary", isOptIn));
    }

    public async ValueTask<ReadOnlyMemory<byte>> UpdateDeviceStatusAsync(OperationInput input, CancellationToken cancellationToken)
    {
        (PoolUser user, TrackedDevice device) = await DeviceAsync(input, cancellationToken).ConfigureAwait(false);
        bool isRemembered = input.Optional("DeviceRememberedStatus", TextRule.Name) switch
        {
            "remembered" => true,
            "not_remembered" => false,
            _ => throw UserPoolErrors.InvalidParameter("DeviceRememberedStatus is remembered or not_remembered."),
        };
        users.Change(user.Username, current => current.WithDevice(device with { IsRemembered = isRemembered, Modified = clock.UtcNow }));
        return OperationAnswer.Empty;
    }

    public async ValueTask<ReadOnlyMemory<byte>> ForgetDeviceAsync(OperationInput input, CancellationToken cancellationToken)
    {
        (PoolUser user, TrackedDevice device) = await DeviceAsync(input, cancellationToken).ConfigureAwait(false);
        users.Change(user.Username, current => current with { Devices = current.Devices.RemoveAll(other => other.Key == device.Key) });
        return ReadOnlyMemory<byte>.Empty;
    }

    public async ValueTask<ReadOnlyMemory<byte>> GetDeviceAsync(OperationInput input, CancellationToken cancellationToken)
    {
        (_, TrackedDevice device) = await DeviceAsync(input, cancellationToken).ConfigureAwait(false);
        return OperationAnswer.Object(device, static (writer, device) =>
        {
            writer.WritePropertyName("Device");
            WriteDevice(writer, device);
        });
    }

    public async ValueTask<ReadOnlyMemory<byte>> ListDevicesAsync(OperationInput input, CancellationToken cancellationToken)
    {
        PoolUser user = await tokens.UserAsync(input, cancellationToken).ConfigureAwait(false);
        int size = Math.Clamp(input.Number("Limit") ?? LargestPage, 1, LargestPage);
        int start = ReadPosition(input.Optional("PaginationToken", TextRule.Name));
        TrackedDevice[] page = [.. user.Devices.Skip(start).Take(size)];
        string? next = start + page.Length < user.Devices.Count ? (start + page.Length).ToString(CultureInfo.InvariantCulture) : null;
        return OperationAnswer.Object((page, next), static (writer, answer) =>
        {
            writer.WriteStartArray("Devices");
            foreach (TrackedDevice device in answer.page)
            {
                WriteDevice(writer, device);
            }

            writer.WriteEndArray();
            if (answer.next is not null)
            {
                writer.WriteString("PaginationToken", answer.next);
            }
        });
    }

    private static void WriteDevice(Utf8JsonWriter writer, TrackedDevice device)
    {
        writer.WriteStartObject();
        writer.WriteStartArray("DeviceAttributes");
        WriteAttribute(writer, "device_name", device.Name);
        WriteAttribute(writer, "device_status", device.IsRemembered ? "remembered" : "not_remembered");
        WriteAttribute(writer, "last_ip_used", device.LastAddress);
        writer.WriteEndArray();
        writer.WriteNumber("DeviceCreateDate", device.Created.ToUnixTimeSeconds());
        writer.WriteString("DeviceKey", device.Key);
        writer.WriteNumber("DeviceLastAuthenticatedDate", device.LastAuthenticated.ToUnixTimeSeconds());
        writer.WriteNumber("DeviceLastModifiedDate", device.Modified.ToUnixTimeSeconds());
        writer.WriteEndObject();
    }

    private static void WriteAttribute(Utf8JsonWriter writer, string name, string? value)
    {
        if (value is not null)
        {
            writer.WriteStartObject();
            writer.WriteString("Name", name);
            writer.WriteString("Value", value);
            writer.WriteEndObject();
        }
    }

    private static int ReadPosition(string? token) => token is null
        ? 0
        : int.TryParse(token, NumberStyles.None, CultureInfo.InvariantCulture, out int position)
            ? position
            : throw UserPoolErrors.InvalidParameter("Invalid pagination token.");

    // The client sends bytes, with a zero before a first one of 128 or more.
    private static string NumberOf(OperationInput input, string member)
    {
        byte[] bytes = new byte[MostBytes];
        return Convert.TryFromBase64String(input.Required(member, TextRule.Name), bytes, out int length)
            ? SrpGroup.ToHex(SrpGroup.Number(bytes.AsSpan(0, length)))
            : throw UserPoolErrors.InvalidParameter($"{member} is not base64 of a number.");
    }

    private async ValueTask<(PoolUser User, TrackedDevice Device)> DeviceAsync(OperationInput input, CancellationToken cancellationToken)
    {
        PoolUser user = await tokens.UserAsync(input, cancellationToken).ConfigureAwait(false);
        string key = input.Required("DeviceKey", TextRule.DeviceKey);
        return (user, user.Device(key) ?? throw UserPoolErrors.DeviceNotFound());
    }
}

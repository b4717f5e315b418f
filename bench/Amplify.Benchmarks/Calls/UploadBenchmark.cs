using System.Globalization;
using System.Security.Cryptography;
using Amplify.Benchmarks.Backend;

namespace Amplify.Benchmarks.Calls;

/// <summary>
/// A file of 100 MB, signed and sent, beside the same file hashed and sent with HttpClient alone. The two take turns, each first every other time.
/// </summary>
internal static class UploadBenchmark
{
    private const int PieceSize = 256 * 1024;
    private const int FileSize = 400 * PieceSize;
    private const int Turns = 10;
    private const int WarmUps = 2;
    private const double LeastSpeed = 0.8;
    private const double MostGrowth = 16;

    /// <returns>The exit code: 1 when a target is missed.</returns>
    public static async Task<int> RunAsync()
    {
        string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        await WriteFileAsync(path);
        try
        {
            using var server = new AnswerServer("{}"u8);
            using var http = new HttpClient();
            using AmplifyClient amplify = SignedClient.Create(server.Endpoint);
            return await MeasureAsync(() => SendSignedAsync(amplify, path), () => SendHashedAsync(http, server.Endpoint, path));
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static async Task<int> MeasureAsync(Func<Task> signed, Func<Task> hashed)
    {
        var speeds = new List<double>();
        var growths = new List<double>();
        for (int turn = -WarmUps; turn < Turns; turn++)
        {
            UploadCost first = await UploadCost.OfAsync(turn % 2 == 0 ? hashed : signed);
            UploadCost second = await UploadCost.OfAsync(turn % 2 == 0 ? signed : hashed);
            (UploadCost hashedCost, UploadCost signedCost) = turn % 2 == 0 ? (first, second) : (second, first);
            if (turn >= 0)
            {
                speeds.Add(hashedCost.Seconds / signedCost.Seconds);
                growths.Add(signedCost.MebibytesMore);
            }
        }

        double speed = ThroughputBenchmark.Median(speeds);
        double growth = growths.Max();
        bool held = speed >= LeastSpeed && growth <= MostGrowth;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{(held ? "held  " : "MISSED")} 100 MB signed: {speed:0.00} of at least {LeastSpeed:0.00} x the speed of hashed and unsigned (from {speeds.Min():0.00} to {speeds.Max():0.00}); the working set grows by {growth:0.0} of at most {MostGrowth:0} MiB"));
        return held ? 0 : 1;
    }

    private static async Task SendSignedAsync(AmplifyClient amplify, string path)
    {
        await using FileStream file = Open(path);
        await amplify.Rest.PutAsync(SignedClient.Api, "/file", file);
    }

    private static async Task SendHashedAsync(HttpClient http, Uri endpoint, string path)
    {
        await using FileStream file = Open(path);
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        byte[] piece = new byte[PieceSize];
        while (await file.ReadAsync(piece) is > 0 and int read)
        {
            hash.AppendData(piece.AsSpan(0, read));
        }

        file.Position = 0;
        using var request = new HttpRequestMessage(HttpMethod.Put, new Uri(endpoint, "/file")) { Content = new StreamContent(file, PieceSize) };
        request.Headers.Add("x-amz-content-sha256", Convert.ToHexStringLower(hash.GetHashAndReset()));
        using HttpResponseMessage response = await http.SendAsync(request);
        response.EnsureSuccessStatusCode();
    }

    // The buffer is the sender's.
    private static FileStream Open(string path) => new(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, useAsync: true);

    private static async Task WriteFileAsync(string path)
    {
        byte[] piece = RandomNumberGenerator.GetBytes(PieceSize);
        await using FileStream file = File.Create(path);
        for (int written = 0; written < FileSize; written += PieceSize)
        {
            await file.WriteAsync(piece);
        }
    }
}

using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Marketplace.Platform.Scanning;

/// <summary>
/// Asks ClamAV's daemon with its command INSTREAM: the file goes over the socket, so that it needs no place that both can read.
/// </summary>
public sealed class ClamdScanner(ClamdSettings settings) : IMalwareScanner
{
    private const int ChunkBytes = 64 * 1024;
    private const int MostAnswerBytes = 4 * 1024;
    private const string Prefix = "stream: ";
    private const string Found = " FOUND";

    public Task<string?> FindAsync(ReadOnlyMemory<byte> content, CancellationToken cancel) =>
        FindAsync(async (stream, stop) =>
        {
            for (var rest = content; rest.Length > 0;)
            {
                var chunk = rest[..Math.Min(rest.Length, ChunkBytes)];
                await SendAsync(stream, chunk, stop);
                rest = rest[chunk.Length..];
            }
        }, cancel);

    public Task<string?> FindAsync(Stream content, CancellationToken cancel) =>
        FindAsync(async (stream, stop) =>
        {
            var chunk = new byte[ChunkBytes];
            while (await content.ReadAsync(chunk, stop) is > 0 and var read)
                await SendAsync(stream, chunk.AsMemory(0, read), stop);
        }, cancel);

    private static async Task SendAsync(Stream stream, ReadOnlyMemory<byte> chunk, CancellationToken cancel)
    {
        var length = new byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(length, chunk.Length);
        await stream.WriteAsync(length, cancel);
        await stream.WriteAsync(chunk, cancel);
    }

    private async Task<string?> FindAsync(Func<Stream, CancellationToken, Task> send, CancellationToken cancel)
    {
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limited.CancelAfter(settings.Patience);
        try
        {
            using var socket = settings.Address is UnixDomainSocketEndPoint
                ? new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified)
                : new Socket(SocketType.Stream, ProtocolType.Tcp);
            await socket.ConnectAsync(settings.Address, limited.Token);
            await using var stream = new NetworkStream(socket);
            return Read(await AskAsync(stream, send, limited.Token));
        }
        catch (Exception failure) when (
            failure is IOException or SocketException || (failure is OperationCanceledException && !cancel.IsCancellationRequested))
        {
            throw new ScannerUnavailableException("clamd does not answer: " + failure.Message, failure);
        }
    }

    private static async Task<string> AskAsync(Stream stream, Func<Stream, CancellationToken, Task> send, CancellationToken cancel)
    {
        try
        {
            await stream.WriteAsync("zINSTREAM\0"u8.ToArray(), cancel);
            await send(stream, cancel);
            await stream.WriteAsync(new byte[sizeof(int)], cancel);
        }
        catch (IOException)
        {
            // It stopped listening, for example because the file is beyond its limit: its answer says why, if there is one.
        }
        var answer = new byte[MostAnswerBytes];
        var read = await stream.ReadAtLeastAsync(answer, answer.Length, throwOnEndOfStream: false, cancel);
        return Encoding.UTF8.GetString(answer, 0, read).TrimEnd('\0', '\n');
    }

    /// <summary>« stream: OK », « stream: NAME FOUND », or an error.</summary>
    private static string? Read(string answer) => answer switch
    {
        Prefix + "OK" => null,
        _ when answer.StartsWith(Prefix, StringComparison.Ordinal) && answer.EndsWith(Found, StringComparison.Ordinal)
        && answer.Length > Prefix.Length + Found.Length =>
            answer[Prefix.Length..^Found.Length],
        _ => throw new ScannerUnavailableException(
        answer.Length == 0 ? "clamd closed the connection without an answer." : "clamd says: " + answer),
    };
}

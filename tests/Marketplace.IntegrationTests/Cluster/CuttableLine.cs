using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Marketplace.IntegrationTests.Cluster;

/// <summary>A line to a server that can be cut (no connection), stopped (connections that hang) and mended.</summary>
public sealed class CuttableLine : IAsyncDisposable
{
    private readonly Uri server;
    private readonly int port;
    private readonly ConcurrentDictionary<Socket, bool> open = new();
    private TcpListener? listener;
    private volatile TaskCompletionSource flows = Flowing();

    public CuttableLine(Uri server, bool cut = false)
    {
        this.server = server;
        listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        port = ((IPEndPoint)listener.LocalEndpoint).Port;
        if (cut)
            Cut();
        else
            _ = AcceptAsync(listener);
    }

    public Uri Address => new($"http://127.0.0.1:{port}");

    /// <summary>Connections break, and new ones are refused.</summary>
    public void Cut()
    {
        listener?.Dispose();
        listener = null;
        Break();
    }

    /// <summary>Connections are taken, and nothing comes through.</summary>
    public void Hang() => flows = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Everything works again.</summary>
    public void Mend()
    {
        flows.TrySetResult();
        if (listener is not null)
            return;
        listener = new TcpListener(IPAddress.Loopback, port);
        listener.Start();
        _ = AcceptAsync(listener);
    }

    public ValueTask DisposeAsync()
    {
        flows.TrySetResult();
        Cut();
        return ValueTask.CompletedTask;
    }

    private static TaskCompletionSource Flowing()
    {
        var flowing = new TaskCompletionSource();
        flowing.SetResult();
        return flowing;
    }

    private void Break()
    {
        foreach (var socket in open.Keys)
            socket.Dispose();
        open.Clear();
    }

    private async Task AcceptAsync(TcpListener on)
    {
        try
        {
            while (true)
                _ = PassAsync(await on.AcceptSocketAsync());
        }
        catch (Exception end) when (end is SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // Cut.
        }
    }

    private async Task PassAsync(Socket near)
    {
        using var far = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        using (near)
        {
            (open[near], open[far]) = (true, true);
            try
            {
                await far.ConnectAsync(server.Host, server.Port);
                await Task.WhenAny(CopyAsync(near, far), CopyAsync(far, near));
            }
            catch (Exception end) when (end is SocketException or ObjectDisposedException)
            {
                // Cut.
            }
            finally
            {
                open.TryRemove(near, out _);
                open.TryRemove(far, out _);
            }
        }
    }

    private async Task CopyAsync(Socket from, Socket to)
    {
        var buffer = new byte[64 * 1024];
        try
        {
            while (await from.ReceiveAsync(buffer) is var read and > 0)
            {
                await flows.Task;
                for (var sent = 0; sent < read;)
                    sent += await to.SendAsync(buffer.AsMemory(sent, read - sent));
            }
        }
        catch (Exception end) when (end is SocketException or ObjectDisposedException)
        {
            // Cut.
        }
    }
}

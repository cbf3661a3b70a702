using Npgsql;

namespace Marketplace.Payments.Payables;

/// <summary>Who owes through payables and has states of its own that follow them: the ring above.</summary>
public interface IPayableFollower
{
    /// <summary>Takes the turn of bookings, before any payable of theirs is locked: the order of locks everywhere.</summary>
    Task LockAsync(NpgsqlConnection connection, IReadOnlyCollection<Guid> bookings, CancellationToken cancel);

    /// <summary>Payables have moved, in this transaction.</summary>
    /// <param name="event">Of <see cref="PayableProcess"/>.</param>
    Task MovedAsync(NpgsqlConnection connection, string @event, IReadOnlyCollection<Guid> payables, CancellationToken cancel);
}

/// <summary>Nothing above follows.</summary>
internal sealed class NobodyFollows : IPayableFollower
{
    public Task LockAsync(NpgsqlConnection connection, IReadOnlyCollection<Guid> bookings, CancellationToken cancel) => Task.CompletedTask;

    public Task MovedAsync(
        NpgsqlConnection connection, string @event, IReadOnlyCollection<Guid> payables, CancellationToken cancel) => Task.CompletedTask;
}

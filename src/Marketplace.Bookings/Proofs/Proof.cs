namespace Marketplace.Bookings.Proofs;

/// <summary>What shows that a training was followed, without its content.</summary>
/// <param name="Side">Who handed it in.</param>
/// <param name="Kind">Key of <see cref="Proofs.Kinds"/>.</param>
/// <param name="Size">Bytes.</param>
/// <param name="Control">For which control; null: of its own accord.</param>
public sealed record Proof(
    Guid Id, string Side, string Kind, string Name, string MediaType, int Size, byte[] Sha256, Guid? Control, DateTime AddedAt);

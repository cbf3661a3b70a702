using Marketplace.Catalogue.Certifications;

namespace Marketplace.ProviderSpace.ContentRules;

/// <summary>What is known of an offer beside what it says.</summary>
/// <param name="Certification">Null: no register knows it, so that nothing can be compared.</param>
/// <param name="Blocks">The certification's blocs as the register names them.</param>
/// <param name="Qualiopi">Kinds of action that the provider is certified for; null: the official list does not hold the provider
/// yet.</param>
/// <param name="Today">In Paris.</param>
public sealed record ContentFacts(
    Certification? Certification, IReadOnlyCollection<CertificationBlock> Blocks, IReadOnlyCollection<string>? Qualiopi, DateOnly Today);

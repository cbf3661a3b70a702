namespace Marketplace.Search;

/// <summary>What a wish is about.</summary>
public enum WishKind { Modality, Pace, Certification, Free, Entry, Guaranteed, Accessibility, Sort, Ignored, Funded }

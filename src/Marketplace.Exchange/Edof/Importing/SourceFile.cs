namespace Marketplace.Exchange.Edof.Importing;

/// <summary>One provider's file to read, wherever it lies; opened from its start each time.</summary>
/// <param name="Name">As reports call it.</param>
/// <param name="Bytes">Size, unpacked, as the file system or the archive claims.</param>
/// <param name="Open">Opens it; told of each read's bytes.</param>
public sealed record SourceFile(string Name, long Bytes, Func<Action<int>?, Stream> Open);

namespace Marketplace.ProviderSpace.Uploads;

/// <summary>Bounds of uploads (settings <c>Uploads__...</c>).</summary>
public sealed record UploadSettings
{
    public const string Section = "Uploads";

    /// <summary>Bytes of one file.</summary>
    public long FileBytes { get; init; } = 200L << 20;

    /// <summary>Uploads of an organisation that stay with their reports.</summary>
    public int Kept { get; init; } = 20;

    /// <summary>Uploads of different providers that one process works on at a time.</summary>
    public int Workers { get; init; } = 2;

    /// <summary>Changed items that are shown field by field.</summary>
    public int ChangesShown { get; init; } = 1_000;
}

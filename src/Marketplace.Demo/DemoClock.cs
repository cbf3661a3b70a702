namespace Marketplace.Demo;

/// <summary>Stands where the story of a dossier is; what is made by it is made then.</summary>
internal sealed class DemoClock : TimeProvider
{
    public DateTimeOffset Now { get; set; }

    public override DateTimeOffset GetUtcNow() => Now;
}

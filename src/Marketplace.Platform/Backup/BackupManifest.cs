namespace Marketplace.Platform.Backup;

/// <summary>What a backup file says of itself, under the seal of the installation's master key.</summary>
/// <param name="Format">Version of the file's layout.</param>
/// <param name="CreatedAt">Moment of the snapshot, UTC.</param>
/// <param name="PostgresMajor">Version of the server and of pg_dump.</param>
/// <param name="LastMigration">The newest migration in it.</param>
/// <param name="Sha256">Checksum of the dump, hex.</param>
/// <param name="Bytes">Size of the dump.</param>
public sealed record BackupManifest(
    int Format, DateTimeOffset CreatedAt, int PostgresMajor, string LastMigration, string Sha256, long Bytes)
{
    /// <summary>The layout that this program writes and reads.</summary>
    public const int CurrentFormat = 2;
}

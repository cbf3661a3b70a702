namespace Marketplace.Bookings.Messages;

/// <summary>Who writes and reads messages of a dossier.</summary>
public static class MessageSides
{
    public const string Learner = "learner";
    public const string Provider = "provider";

    /// <summary>Reads all as it was written, and writes nothing.</summary>
    public const string Operator = "operator";
}

/// <summary>A message as one side reads it.</summary>
/// <param name="Side">Who wrote it: learner or provider.</param>
/// <param name="Masked">Contact data were left out: the booking is not agreed yet.</param>
/// <param name="Reported">The reader's side says that it is abuse.</param>
/// <param name="Hidden">An operator took it away: without text and attachments.</param>
public sealed record DossierMessage(
    Guid Id, string Side, string Text, bool Masked, DateTime SentAt, bool Reported, bool Hidden,
        IReadOnlyList<MessageAttachment> Attachments);

/// <summary>A file of a message, without its content.</summary>
/// <param name="Size">Bytes.</param>
public sealed record MessageAttachment(Guid Id, string Name, string MediaType, int Size);

/// <summary>A file with its content.</summary>
/// <param name="MediaType">image/jpeg, image/png or application/pdf, told by its first bytes.</param>
public sealed record MessageFile(string Name, string MediaType, ReadOnlyMemory<byte> Content)
{
    /// <summary>Bytes of one file.</summary>
    public const int MaxLength = 5 * 1024 * 1024;

    /// <summary>Files of one message.</summary>
    public const int MaxCount = 3;
}

/// <summary>A message that somebody reported, for operators.</summary>
/// <param name="Number">Of the dossier.</param>
public sealed record ReportedMessage(
    Guid Id, Guid Booking, long Number, string Title, string Side, string Text, DateTime SentAt, DateTime ReportedAt, string? Reason);

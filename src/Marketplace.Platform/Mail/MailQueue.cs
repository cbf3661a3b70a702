using System.Text.Json;
using Marketplace.Platform.Vault;
using Npgsql;

namespace Marketplace.Platform.Mail;

/// <summary>One e-mail: a template of <c>templates/emails</c> and its values.</summary>
/// <param name="Template">Name without extension, such as <c>activation</c>.</param>
/// <param name="To">One address.</param>
/// <param name="Values">What the template names; dates and amounts already in words.</param>
public sealed record MailMessage(string Template, string To, IReadOnlyDictionary<string, string> Values)
{
    /// <summary>Among <see cref="Values"/>: the link that ends such mails, which mail programs offer as a button (RFC 8058).</summary>
    public const string Unsubscribe = "unsubscribe";

    /// <summary>The template's <c>rows</c>, each with the same names.</summary>
    public IReadOnlyList<IReadOnlyDictionary<string, string>> Rows { get; init; } = [];
}

/// <summary>
/// E-mails leave through an outbox: written in the transaction of the change that causes them, sent afterwards by
/// a worker, at least once. Recipient and values are sealed, since links in them are keys.
/// </summary>
public static class MailQueue
{
    /// <summary>Queues within the caller's transaction.</summary>
    public static async Task EnqueueAsync(
        NpgsqlConnection connection, MasterKeys keys, MailMessage message, CancellationToken cancel = default)
    {
        await using var insert = new NpgsqlCommand("INSERT INTO mail (template, payload) VALUES ($1, $2)", connection);
        insert.Parameters.Add(new() { Value = message.Template });
        insert.Parameters.Add(new() { Value = keys.Seal(JsonSerializer.SerializeToUtf8Bytes(message), SealPurpose.Mail) });
        await insert.ExecuteNonQueryAsync(cancel);
    }
}

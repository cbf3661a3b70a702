using Dapper;
using Marketplace.Platform.Mail;
using Marketplace.Platform.Vault;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Marketplace.IntegrationTests.Hosting;

/// <summary>Opens the e-mails that an application wrote.</summary>
public static class QueuedMessages
{
    /// <summary>Those to an address, oldest first.</summary>
    public static async Task<IReadOnlyList<MailMessage>> MailsToAsync(this MarketplaceApplication application, string address)
    {
        var keys = application.Services.GetRequiredService<MasterKeys>();
        await using var connection = await application.Database.Source.OpenConnectionAsync(TestContext.Current.CancellationToken);
        var rows = await connection.QueryAsync<(Guid Id, string Template, byte[] Payload)>(
            "SELECT id, template, payload FROM mail WHERE payload IS NOT NULL ORDER BY created_at");
        return [.. rows.Select(row => new TakenMail(row.Id, row.Template, row.Payload, 0).Open(keys)).Where(mail => mail.To == address)];
    }

    /// <summary>Path of the link in the newest e-mail of a template to an address.</summary>
    public static async Task<string> LinkToAsync(this MarketplaceApplication application, string address, string template) =>
        new Uri((await application.MailsToAsync(address)).Last(mail => mail.Template == template).Values["link"]).PathAndQuery;

    /// <summary>One value from the application's database, read as its owner.</summary>
    public static async Task<T?> ScalarAsync<T>(this MarketplaceApplication application, string sql, object? values = null)
    {
        await using var connection = await application.Database.Source.OpenConnectionAsync(TestContext.Current.CancellationToken);
        return await connection.ExecuteScalarAsync<T>(sql, values);
    }

    /// <summary>Changes the database behind the application's back, as its owner.</summary>
    public static async Task ExecuteAsync(this MarketplaceApplication application, string sql, object? values = null)
    {
        await using var connection = await application.Database.Source.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await connection.ExecuteAsync(sql, values);
    }
}

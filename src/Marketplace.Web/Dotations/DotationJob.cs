using Marketplace.Money.Bank;
using Marketplace.Money.Dotations;

namespace Marketplace.Web.Dotations;

/// <summary>Goes on with what an import of the bank's file began and did not end. Idempotent; finds nothing most of the time.</summary>
public sealed partial class DotationJob(BankMatching matching, DotationCrediting crediting, ILogger<DotationJob> log)
{
    public async Task RunAsync(CancellationToken cancel)
    {
        var matched = await matching.RunAsync(cancel);
        var credited = await crediting.RunAsync(cancel);
        if (matched.Paid + matched.SetAside + credited.Lines + credited.Failed > 0)
            Done(matched.Paid, matched.SetAside, credited.Orders, credited.Lines, credited.Failed);
    }

    [LoggerMessage(LogLevel.Information, "Dotations: {Paid} orders paid, {SetAside} bank entries set aside, {Orders} orders and {Lines} lines credited, {Failed} orders failed")]
    private partial void Done(int paid, int setAside, int orders, int lines, int failed);
}

/// <summary>Nightly: rests that go back to their funders. Idempotent.</summary>
public sealed partial class DotationExpiryJob(DotationExpiry expiry, ILogger<DotationExpiryJob> log)
{
    public async Task RunAsync(CancellationToken cancel)
    {
        var report = await expiry.RunAsync(cancel);
        if (report.Buckets > 0)
            Done(report.Buckets, report.Cents);
    }

    [LoggerMessage(LogLevel.Information, "Dotations: rests of {Buckets} buckets taken back, {Cents} cents")]
    private partial void Done(int buckets, long cents);
}

using Marketplace.Payments.BankFiles;

namespace Marketplace.Payments.Payouts;

/// <summary>The account that pays, as it is set now.</summary>
public sealed record PayoutSettings(PayoutDebtor? Debtor);

using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Marketplace.Payments.Cards;
using Marketplace.Payments.Cards.Systempay;
using Xunit;

namespace Marketplace.UnitTests.Cards;

/// <summary>Refunds, status and lists over Systempay's REST services, whose answers are written after its documentation.</summary>
public sealed class SystempayProviderTests
{
    private const string Debit = "5f0a6b2c1d9e4f7a8b3c2d1e0f9a8b7c";

    private readonly Shop _shop = new();
    private readonly SystempayProvider _provider;

    private static readonly CardPayment Payment = new() { Reference = "ref1", AmountCents = 10_000, Transaction = Debit };

    public SystempayProviderTests()
    {
        _provider = new SystempayProvider(SystempayFormTests.Shop, new CardPaths(_ => "/retour", _ => "/notification"),
            new SystempayApi(_shop, SystempayFormTests.Shop));
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Refund_OfWhatIsCaptured_GivesAPartBack()
    {
        _shop.Order(("DEBIT", Debit, "CAPTURED", 10_000));
        _shop.Answers["Transaction/CancelOrRefund"] = Success(
            new { uuid = "credit1", operationType = "CREDIT", amount = 400, detailedStatus = "AUTHORISED" });
        Assert.Equal(CardRefundAnswer.Done("credit1"), await _provider.RefundAsync(Payment, 400, "key", Stop));
        using var asked = JsonDocument.Parse(_shop.Asked[^1].Body);
        Assert.Equal((Debit, 400, "EUR", "REFUND_ONLY"),
            (asked.RootElement.GetProperty("uuid").GetString(), asked.RootElement.GetProperty("amount").GetInt32(),
            asked.RootElement.GetProperty("currency").GetString(), asked.RootElement.GetProperty("resolutionMode").GetString()));
        Assert.Equal(new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes("12345678:mot de passe"))),
            _shop.Asked[^1].Sign);
    }

    [Fact]
    public async Task Refund_WhoseAnswerWasLost_IsFoundAndNotAskedAgain()
    {
        _shop.Order(("DEBIT", Debit, "CAPTURED", 10_000), ("CREDIT", "credit1", "CAPTURED", 300), ("CREDIT", "credit2", "AUTHORISED", 400));
        Assert.Equal(CardRefundAnswer.Done("credit2"), await _provider.RefundAsync(Payment with { RefundedCents = 300 }, 400, "key", Stop));
        Assert.Equal(["Order/Get"], _shop.Asked.Select(a => a.Service));
    }

    [Fact]
    public async Task Refund_BeforeTheCapture_CancelsTheWholeAndPutsAPartOff()
    {
        _shop.Order(("DEBIT", Debit, "AUTHORISED", 10_000));
        _shop.Answers["Transaction/CancelOrRefund"] = Success(new { uuid = Debit, detailedStatus = "CANCELLED" });
        Assert.False((await _provider.RefundAsync(Payment, 400, "key", Stop)).IsFinal);
        Assert.Equal(["Order/Get"], _shop.Asked.Select(a => a.Service));
        Assert.Equal(CardRefundAnswer.Done(Debit), await _provider.RefundAsync(Payment, 10_000, "key", Stop));
        Assert.Contains("CANCELLATION_ONLY", _shop.Asked[^1].Body);
        _shop.Order(("DEBIT", Debit, "CANCELLED", 10_000));
        Assert.Equal(CardRefundAnswer.Done(Debit), await _provider.RefundAsync(Payment, 10_000, "key", Stop));
    }

    /// <summary>Somebody gave money back in the provider's own tool: an operator has to look.</summary>
    [Fact]
    public async Task Refund_WhenOthersGaveMoneyBack_IsRefusedForGood()
    {
        _shop.Order(("DEBIT", Debit, "CAPTURED", 10_000), ("CREDIT", "elsewhere", "CAPTURED", 50), ("CREDIT", "failed", "REFUSED", 400));
        var answer = await _provider.RefundAsync(Payment, 400, "key", Stop);
        Assert.Equal((true, (string?)null), (answer.IsFinal, answer.Reference));
    }

    [Theory]
    [InlineData("INT_009", true)]
    [InlineData("PSP_104", false)]
    public async Task Refund_ThatIsRefused_IsFinalOnlyWhenTheRequestIsWrong(string code, bool final)
    {
        _shop.Order(("DEBIT", Debit, "CAPTURED", 10_000));
        _shop.Answers["Transaction/CancelOrRefund"] = Error(code);
        var answer = await _provider.RefundAsync(Payment, 400, "key", Stop);
        Assert.Equal((final, (string?)null), (answer.IsFinal, answer.Reference));
        Assert.Contains(code, answer.Problem);
    }

    [Theory]
    [InlineData(HttpStatusCode.ServiceUnavailable, "{}")]
    [InlineData(HttpStatusCode.OK, "pas du JSON")]
    [InlineData(HttpStatusCode.OK, "[]")]
    [InlineData(HttpStatusCode.OK, """{"status":"SUCCESS"}""")]
    [InlineData(HttpStatusCode.OK, """{"status":"SUCCESS","answer":{}}""")]
    public async Task Answers_ThatAreNone_ArePutOff(HttpStatusCode status, string body)
    {
        _shop.Answers["Order/Get"] = (status, body);
        Assert.False((await _provider.RefundAsync(Payment, 400, "key", Stop)).IsFinal);
        await Assert.ThrowsAsync<CardProviderException>(() => _provider.StatusAsync(Payment, Stop));
    }

    [Theory]
    [InlineData("AUTHORISED", CardEvent.Paid)]
    [InlineData("REFUSED", CardEvent.Refused)]
    public async Task Status_IsWhatTheNotificationWouldHaveSaid(string status, CardEvent said)
    {
        _shop.Order(("DEBIT", "first", "REFUSED", 10_000), ("DEBIT", Debit, status, 10_000));
        var told = await _provider.StatusAsync(Payment, Stop);
        Assert.Equal((said, Debit, 10_000L, "EUR"), (told!.Event, told.Transaction, told.AmountCents, told.Currency));
    }

    [Fact]
    public async Task Status_OfAnOrderThatNobodyTriedToPay_IsNothing()
    {
        _shop.Answers["Order/Get"] = Error("PSP_010");
        Assert.Null(await _provider.StatusAsync(Payment, Stop));
    }

    [Fact]
    public async Task Operations_OfADay_AreWhatCameAndWentBack()
    {
        _shop.Order(("DEBIT", "refused", "REFUSED", 10_000), ("DEBIT", Debit, "CAPTURED", 10_000), ("CREDIT", "credit1", "CAPTURED", 300),
            ("CREDIT", "failed", "REFUSED", 300), ("DEBIT", "gone", "CANCELLED", 70));
        var day = new DateOnly(2026, 11, 26);
        Assert.Equal([(null, 10_000L), ("credit1", 300L), (null, 70L), ("gone", 70L)],
            (await _provider.OperationsAsync(day, day, ["ref1"], Stop)).Select(o => (o.Refund, o.AmountCents)));
        Assert.Empty(await _provider.OperationsAsync(day.AddDays(1), day.AddDays(1), ["ref1"], Stop));
    }

    private static (HttpStatusCode, string) Success(object answer) => (HttpStatusCode.OK, JsonSerializer.Serialize(new
    {
        webService = "Test", version = "V4", applicationVersion = "6.8.0", status = "SUCCESS", answer, ticket = (string?)null,
        serverDate = "2026-11-26T12:00:00+00:00", applicationProvider = "SYSTEMPAY", metadata = (string?)null, mode = "TEST",
        _type = "V4/WebService/Response",
    }));

    private static (HttpStatusCode, string) Error(string code) => (HttpStatusCode.OK, JsonSerializer.Serialize(new
    {
        webService = "Test", version = "V4", status = "ERROR",
        answer = new { errorCode = code, errorMessage = "message", detailedErrorCode = (string?)null,
            detailedErrorMessage = (string?)null, _type = "V4/WebService/WebServiceError" },
    }));

    /// <summary>Answers as the services do, and remembers what it was asked.</summary>
    private sealed class Shop : HttpMessageHandler, IHttpClientFactory
    {
        public Dictionary<string, (HttpStatusCode Status, string Body)> Answers { get; } = [];

        public List<(string Service, string Body, AuthenticationHeaderValue? Sign)> Asked { get; } = [];

        public void Order(params (string Operation, string Uuid, string Status, long Amount)[] transactions) =>
            Answers["Order/Get"] = Success(new
        {
            shopId = "12345678", orderCycle = "CLOSED", orderStatus = "PAID", _type = "V4/OrderTransactions",
            transactions = transactions.Select((t, n) => new
            {
                shopId = "12345678", uuid = t.Uuid, amount = t.Amount, currency = "EUR", paymentMethodType = "CARD", status = "PAID",
                    detailedStatus = t.Status,
                operationType = t.Operation, effectiveStrongAuthentication = "ENABLED", creationDate = $"2026-11-26T12:00:{n:00}+00:00",
                errorCode = (string?)null,
                transactionDetails = new { sequenceNumber = 1, cardDetails = new { effectiveBrand = "CB", pan = "497010XXXXXX0055" } },
                _type = "V4/PaymentTransaction",
            }),
        });

        public HttpClient CreateClient(string name) => new(this, disposeHandler: false);

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var service = request.RequestUri!.AbsolutePath["/api-payment/V4/".Length..];
            Asked.Add((service, await request.Content!.ReadAsStringAsync(cancellationToken), request.Headers.Authorization));
            var (status, body) = Answers[service];
            return new HttpResponseMessage(status) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        }
    }
}

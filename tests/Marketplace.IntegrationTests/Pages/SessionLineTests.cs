using Marketplace.Catalogue.Actions;
using Marketplace.Testing;
using Marketplace.Web.Pages.Actions;
using Xunit;

namespace Marketplace.IntegrationTests.Pages;

public sealed class SessionLineTests
{
    [Theory]
    [InlineData(Availability.Available, 8, "Inscriptions ouvertes", "2\u00A0places restantes")]
    [InlineData(Availability.Available, null, "Inscriptions ouvertes", null)]
    [InlineData(Availability.Full, 6, "Complète", null)]
    [InlineData(Availability.Closed, 8, "Inscriptions closes", null)]
    [InlineData(Availability.Past, 8, "Passée", null)]
    public void Line_SaysTheState_AndSeatsOnlyWhereOneCanEnrol(Availability availability, int? capacity, string state, string? seats)
    {
        var line = SessionLine.Of(new ActionSession(TestOffers.Session(), capacity, 6), availability);

        Assert.Equal((state, seats, availability == Availability.Available), (line.State, line.Seats, line.IsOpen));
    }
}

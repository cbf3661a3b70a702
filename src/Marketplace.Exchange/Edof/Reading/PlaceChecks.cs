using Marketplace.Catalogue.Places;
using Marketplace.Exchange.Edof.Reporting;

namespace Marketplace.Exchange.Edof.Reading;

/// <summary>
/// Places addresses and warns about what does not fit. A file repeats its few addresses for each session:
/// the answers are kept, and each address is warned about once per action.
/// </summary>
internal sealed class PlaceChecks(PlaceDirectory places, FileJournal journal)
{
    private const int CacheSize = 2_000;

    private readonly Dictionary<(string?, string?, string?, string?, string?), Location> known = [];
    private readonly HashSet<(string?, string?, string?, string?, string?)> warned = [];

    /// <summary>A new action begins.</summary>
    public void StartAction() => warned.Clear();

    /// <summary>Where the address is; warns at its lines.</summary>
    /// <param name="mustBePlaced">The action takes place there: not knowing where is worth a warning.</param>
    public Location Check(ReadAddress read, bool mustBePlaced = false)
    {
        var address = read.Address;
        var key = (address.Postcode, address.City, address.Country, address.Latitude, address.Longitude);
        if (!known.TryGetValue(key, out var location))
        {
            if (known.Count >= CacheSize)
                known.Clear();
            known[key] = location = places.Locate(address);
        }
        if (!warned.Add(key))
            return location;
        if (location.KmFromPlace is { } km)
            journal.Report(ImportCodes.PointFar, read.PointLine ?? read.Line,
                $"Le point est à {km:F0} km de {location.Place?.Name}, dont le centre est utilisé.");
        else if (location.PointSwapped)
            journal.Report(ImportCodes.PointFar, read.PointLine ?? read.Line,
                "Latitude et longitude sont inversées ; elles sont lues dans l'autre sens.");
        if (location.PostcodeUnknown && address.Postcode is not null)
            journal.Report(ImportCodes.PostcodeUnknown, read.PostcodeLine ?? read.Line,
                $"Le code postal {Quote.Short(address.Postcode)} n'est dans aucune liste de communes.");
        if (mustBePlaced && location.Place is null && IsoCodes.IsFrench(address.Country))
            journal.Report(ImportCodes.PlaceUnknown, read.Line, "Ni le code postal, ni la ville, ni le point ne disent où est ce lieu.");
        return location;
    }
}

using System.Globalization;

namespace Marketplace.ProviderSpace.Drafts;

/// <summary>Fields that drafts fill in by themselves, as columns of sheets are called.</summary>
public static class DraftFields
{
    public const string OfferNumber = "formation-numero";
    public const string ActionNumber = "action-numero";
    public const string SessionNumber = "session-numero";
    public const string Title = "intitule-formation";
    public const string Certification = "certification";
    public const string Seats = "nombre-de-places";

    /// <summary>A day as people type it.</summary>
    public static string Day(DateOnly day) => day.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture);

    /// <summary>A number that no other item has.</summary>
    public static string NewNumber(char kind) => $"{kind}-{Guid.NewGuid():N}"[..10];

    /// <summary>The fields of an item that begins today.</summary>
    /// <param name="level">formation, action or session.</param>
    public static Dictionary<string, string> New(string level, string number, DateOnly today) => new()
    {
        [$"{level}-numero"] = number, [$"{level}-datecrea"] = Day(today), [$"{level}-datemaj"] = Day(today),
    };

    /// <summary>Takes what was typed; the item's day of change is today when anything is different.</summary>
    /// <param name="fields">The item's.</param>
    /// <param name="level">formation, action or session.</param>
    public static void Take(
        this Dictionary<string, string> fields, string level, IEnumerable<KeyValuePair<string, string>> typed, DateOnly today)
    {
        var changed = false;
        foreach (var (name, text) in typed)
        {
            if (fields.GetValueOrDefault(name, "") == text)
                continue;
            changed = true;
            if (text.Length == 0)
                fields.Remove(name);
            else
                fields[name] = text;
        }
        if (changed)
            fields[$"{level}-datemaj"] = Day(today);
    }
}

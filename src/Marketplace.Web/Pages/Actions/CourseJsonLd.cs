using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Marketplace.Catalogue.Actions;
using Marketplace.Catalogue.Offers;
using Marketplace.Catalogue.Places;
using Marketplace.Indexing.Documents;
using Marketplace.Web.Templating;

namespace Marketplace.Web.Pages.Actions;

/// <summary>schema.org/Course of an action, for search engines. Holds no contact person.</summary>
public static class CourseJsonLd
{
    private const int DescriptionLength = 500;

    /// <returns>JSON that is safe inside a script element: the serializer escapes &lt;, &gt; and &amp;.</returns>
    public static Html Of(ActionRecord record, Place? place, DateOnly today, string siteUrl)
    {
        var action = record.Action;
        var course = new JsonObject
        {
            ["@context"] = "https://schema.org",
            ["@type"] = "Course",
            ["@id"] = siteUrl + SearchAddresses.Action.Of(record.Id),
            ["name"] = record.Offer.Title,
            ["description"] = Description(record.Offer.Summary ?? record.Offer.Objective),
            ["inLanguage"] = action.Language.ToLowerInvariant(),
            ["educationalCredentialAwarded"] = record.Certification.Title,
            ["provider"] = new JsonObject
            {
                ["@type"] = "Organization",
                ["name"] = record.Provider.Name,
                ["url"] = siteUrl + SearchAddresses.Provider.Of(record.Provider.Siret),
            },
            ["offers"] = new JsonObject
            {
                ["@type"] = "Offer",
                ["category"] = "Paid",
                ["price"] = action.Fees.Inclusive.ToString("0.00", CultureInfo.InvariantCulture),
                ["priceCurrency"] = "EUR",
            },
        };
        var instances = record.Sessions.Where(s => record.IsAvailable(s, today)).Take(20)
            .Select(s => (JsonNode)Instance(s.Session, action, place)).ToArray();
        if (instances.Length > 0)
            course["hasCourseInstance"] = new JsonArray(instances);
        return Html.Trusted(course.ToJsonString());
    }

    private static JsonObject Instance(Session session, TrainingAction action, Place? place)
    {
        var instance = new JsonObject
        {
            ["@type"] = "CourseInstance",
            ["courseMode"] = action.Modality switch
            {
                Modality.InPerson => "Onsite",
                Modality.Blended => "Blended",
                _ => "Online",
            },
        };
        if (action.Hours is > 0 and var hours)
            instance["courseWorkload"] = $"PT{hours}H";
        if (session.Start is { } start)
            instance["startDate"] = start.ToString("O", CultureInfo.InvariantCulture);
        if (session.End is { } end)
            instance["endDate"] = end.ToString("O", CultureInfo.InvariantCulture);
        if (place is not null && action.Modality != Modality.Remote)
            instance["location"] = new JsonObject
            {
                ["@type"] = "Place",
                ["name"] = place.Name,
                ["address"] = new JsonObject { ["@type"] = "PostalAddress", ["addressLocality"] = place.Name, ["addressCountry"] = "FR" },
            };
        return instance;
    }

    private static string Description(string html)
    {
        var text = string.Join(' ', PlainText.Of(html).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return text.Length <= DescriptionLength ? text : text[..DescriptionLength] + "…";
    }
}

using System.Text;
using System.Xml;
using Marketplace.Catalogue.Offers;

namespace Marketplace.Exchange.Edof.Exporting;

/// <summary>
/// Writes a catalogue as an EDOF file: ISO-8859-1 with character references for what that lacks, in the schema's order,
/// the extras in that of the official example. Valid for any records that keep the format's own limits.
/// </summary>
public sealed class EdofWriter : IDisposable
{
    private readonly XmlWriter xml;
    private readonly ActionWriter actions;
    private readonly string siret;
    private bool started;

    /// <param name="stream">Left open.</param>
    /// <param name="siret">The provider of all formations.</param>
    public EdofWriter(Stream stream, string siret)
    {
        this.siret = siret;
        xml = XmlWriter.Create(stream, new XmlWriterSettings
        {
            Encoding = Encoding.Latin1,
            Indent = true,
            IndentChars = " ",
            NewLineChars = "\n",
            NewLineHandling = NewLineHandling.Entitize,
        });
        actions = new ActionWriter(xml);
    }

    /// <summary>Writes a formation; it needs at least one action, and each action at least one session.</summary>
    public void Write(Offer offer, IReadOnlyList<(TrainingAction Action, IReadOnlyList<Session> Sessions)> children)
    {
        if (!started)
        {
            started = true;
            xml.WriteStartDocument();
            xml.Start("lheo");
            xml.Start("offres");
        }
        xml.StartItem("formation", offer.Number, offer.Created, offer.Updated);
        xml.Element("intitule-formation", offer.Title);
        xml.Element("objectif-formation", offer.Objective);
        xml.Element("resultats-attendus", offer.ExpectedResults);
        xml.Element("contenu-formation", offer.Content);
        xml.Element("parcours-de-formation", offer.Path);
        xml.Element("objectif-general-formation", offer.GeneralObjective);
        xml.Start("certification");
        xml.Element($"code-{offer.CertificationCode.TrimEnd("0123456789".ToCharArray())}", offer.CertificationCode);
        xml.WriteEndElement();
        foreach (var (action, sessions) in children)
            actions.Write(action, sessions);
        xml.Start("organisme-formation-responsable");
        xml.Start("SIRET-organisme-formation");
        xml.Element("SIRET", siret);
        xml.WriteEndElement();
        xml.WriteEndElement();
        WriteExtras(offer);
        xml.WriteEndElement();
    }

    private void WriteExtras(Offer offer)
    {
        var extras = new ExtrasWriter(xml, "formation", offer.OtherExtras);
        extras.Text("resume-contenu", offer.Summary);
        extras.Codes("blocs-competences", "code-bloc", offer.Blocks);
        extras.YesNo("blocs-modifiables", offer.BlocksAdjustable);
        extras.Text("categorisation-offre", offer.Category);
        extras.Others();
        extras.End();
    }

    /// <summary>Closes the file. Without any formation nothing was written: an empty catalogue is no valid file.</summary>
    public void Dispose()
    {
        if (started)
            xml.WriteEndDocument();
        xml.Dispose();
    }
}

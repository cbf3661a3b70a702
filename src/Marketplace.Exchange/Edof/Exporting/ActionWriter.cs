using System.Xml;
using Marketplace.Catalogue.Offers;

namespace Marketplace.Exchange.Edof.Exporting;

/// <summary>Writes <c>action</c> with its sessions.</summary>
internal sealed class ActionWriter(XmlWriter xml)
{
    public void Write(TrainingAction action, IReadOnlyList<Session> sessions)
    {
        xml.StartItem("action", action.Number, action.Created, action.Updated);
        xml.Element("niveau-entree-obligatoire", action.EntryLevelRequired);
        xml.Element("modalites-enseignement", (int)action.Modality);
        xml.Element("conditions-specifiques", action.SpecificConditions);
        xml.Start("lieu-de-formation");
        ContactWriter.Write(xml, action.Place);
        ExtrasWriter.WriteAll(xml, action.PlaceExtras);
        xml.WriteEndElement();
        xml.Element("modalites-entrees-sorties", action.PermanentEntry);
        if (action.Url is not null)
        {
            xml.Start("url-action");
            xml.Element("urlweb", action.Url);
            xml.WriteEndElement();
        }
        foreach (var session in sessions)
            Write(session);
        WriteOrganisation(action);
        WriteExtras(action);
        xml.WriteEndElement();
    }

    private void WriteOrganisation(TrainingAction action)
    {
        ContactWriter.WriteHeld(xml, "adresse-information", action.InformationAddress);
        foreach (var date in action.InformationDates)
        {
            xml.Start("date-information");
            xml.Element("date", date);
            xml.WriteEndElement();
        }
        xml.Element("restauration", action.Catering);
        xml.Element("hebergement", action.Accommodation);
        xml.Element("transport", action.Transport);
        xml.Element("acces-handicapes", action.DisabilityAccess);
        xml.Element("langue-formation", action.Language);
        xml.Element("modalites-recrutement", action.Recruitment);
        xml.Element("modalites-pedagogiques", action.Pedagogy);
        xml.Element("code-perimetre-recrutement", action.RecruitmentArea);
        xml.Element("infos-perimetre-recrutement", action.RecruitmentAreaInformation);
        xml.Element("nombre-heures-centre", action.HoursInCentre);
        xml.Element("nombre-heures-entreprise", action.HoursInCompany);
    }

    private void WriteExtras(TrainingAction action)
    {
        var extras = new ExtrasWriter(xml, "action", action.OtherExtras);
        extras.Contact("contact-information", action.InformationContact, action.InformationContactExtras);
        extras.Text("modalites-handicap", action.DisabilityArrangements);
        extras.Text("info-admission", action.AdmissionInformation);
        extras.Codes("codes-modalites-admission", "code-modalites-admission", action.AdmissionModes);
        extras.Number("code-gfe", action.GfeCode);
        extras.Text("code-type-horaires", action.ScheduleType);
        extras.Number("duree-apprentissage", action.LearningHours);
        extras.Codes("codes-rythme-formation", "code-rythme-formation", action.Paces);
        extras.Amount("frais-anpec", action.ExtraFees);
        extras.YesNo("frais-certif-inclus-frais-anpec", action.ExtraFeesIncludeCertification);
        extras.Text("detail-frais-anpec", action.ExtraFeesDetail);
        extras.Text("autres-services", action.OtherServices);
        extras.Fees(action.Fees);
        extras.Others();
        // EDOF wants it last.
        extras.YesNo("existence-prerequis", action.HasPrerequisites);
        extras.End();
    }

    private void Write(Session session)
    {
        xml.StartItem("session", session.Number, session.Created, session.Updated);
        if (session.Start is not null || session.End is not null)
        {
            xml.Start("periode");
            xml.Element("debut", session.Start);
            xml.Element("fin", session.End);
            xml.WriteEndElement();
        }
        ContactWriter.WriteHeld(xml, "adresse-inscription", session.RegistrationAddress);
        xml.Element("etat-recrutement", session.Open ? 1 : 2);
        var extras = new ExtrasWriter(xml, "session", session.OtherExtras);
        extras.Contact("contact-inscription", session.RegistrationContact, session.RegistrationContactExtras);
        extras.YesNo("garantie", session.Guaranteed);
        extras.Text("modalites-particulieres", session.Particulars);
        extras.Others();
        extras.End();
        xml.WriteEndElement();
    }
}

using System.CommandLine;
using Marketplace.Catalogue.Certifications;

namespace Marketplace.Web.Commands;

/// <summary><c>import certifications PATH</c>.</summary>
public static class ImportCertificationsCommand
{
    public static Command Create() => ReferenceImport.Command(
        "certifications", "Importe l’export CSV de France compétences (dossier, archive .zip ou fichiers).", CertificationImport.RunAsync);
}

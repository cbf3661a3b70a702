using System.CommandLine;
using Marketplace.Catalogue.Places;

namespace Marketplace.Web.Commands;

/// <summary><c>import places PATH</c>.</summary>
public static class ImportPlacesCommand
{
    public static Command Create() => ReferenceImport.Command(
        "places", "Importe les communes d’un fichier exact (code INSEE, nom, codes postaux, population, centre).", PlaceImport.RunAsync);
}

namespace Marketplace.Exchange.Edof.Reading;

/// <summary>A child element that the schema allows: how often at least and at most.</summary>
internal readonly record struct Particle(string Name, int Min = 1, int Max = 1);

/// <summary>The children of an element, in the schema's order (lheo_import_fichier_xml_optimise_v5r2.xsd).</summary>
/// <param name="Ordered">False for a choice repeated in any order (extras).</param>
internal sealed record ElementShape(bool Ordered, params Particle[] Children)
{
    private const int Many = int.MaxValue;

    private static readonly string[] ItemAttributes = ["numero", "datemaj", "datecrea"];
    private static readonly string[] NumberAttribute = ["numero"];
    private static readonly string[] ExtraAttributes = ["info", "numero"];

    /// <summary>Attributes that the element may have.</summary>
    public string[] Attributes { get; private init; } = [];

    public static readonly ElementShape Lheo = new(true, new("offres"), new("extras", 0, Many));

    public static readonly ElementShape Offres = new(true, new("formation", 0, Many), new("extras", 0, Many));

    public static readonly ElementShape Formation = new(true,
        new("intitule-formation"), new("objectif-formation"), new("resultats-attendus"), new("contenu-formation"),
        new("parcours-de-formation"), new("objectif-general-formation"), new("certification"), new("action", 1, Many),
        new("organisme-formation-responsable"), new("extras")) { Attributes = ItemAttributes };

    public static readonly ElementShape Certification = new(false, new("code-RNCP", 0), new("code-RS", 0), new("code-CPF", 0));

    public static readonly ElementShape Provider = new(true, new Particle("SIRET-organisme-formation"));

    public static readonly ElementShape ProviderSiret = new(true, new Particle("SIRET"));

    public static readonly ElementShape Action = new(true,
        new("niveau-entree-obligatoire"), new("modalites-enseignement"), new("conditions-specifiques", 0),
        new("lieu-de-formation"), new("modalites-entrees-sorties"), new("url-action", 0), new("session", 1, Many),
        new("adresse-information", 0), new("date-information", 0, 3), new("restauration", 0), new("hebergement", 0),
        new("transport", 0), new("acces-handicapes"), new("langue-formation"), new("modalites-recrutement", 0),
        new("modalites-pedagogiques", 0), new("code-perimetre-recrutement", 0), new("infos-perimetre-recrutement", 0),
        new("nombre-heures-centre", 0), new("nombre-heures-entreprise", 0), new("extras")) { Attributes = ItemAttributes };

    /// <summary>As other formats may say it: an action without session, or a formation without action.</summary>
    public ElementShape WithoutChildren(string name) =>
        this with { Children = [.. Children.Select(c => c.Name == name ? c with { Min = 0 } : c)] };

    public static readonly ElementShape Place = new(true, new("coordonnees"), new("extras", 0));

    public static readonly ElementShape Url = new(true, new Particle("urlweb"));

    public static readonly ElementShape InformationDate = new(true, new Particle("date"));

    public static readonly ElementShape AddressHolder = new(true, new Particle("adresse"));

    public static readonly ElementShape Session = new(true,
        new("periode", 0), new("adresse-inscription"), new("etat-recrutement"), new("extras")) { Attributes = ItemAttributes };

    public static readonly ElementShape Period = new(true, new("debut", 0), new("fin", 0));

    public static readonly ElementShape Contact = new(true,
        new("nom"), new("prenom"), new("adresse", 0), new("telfixe"), new("portable", 0), new("courriel"),
        new("extras", 0)) { Attributes = NumberAttribute };

    public static readonly ElementShape Phone = new(true, new Particle("numtel"));

    /// <summary>Its extras are required too, but <see cref="AddressReader"/> says so: official code 30013 goes first.</summary>
    public static readonly ElementShape Address = new(true,
        new("ligne", 1, 3), new("codepostal", 0), new("ville", 0), new("pays", 0), new("geolocalisation", 0),
        new("extras", 0)) { Attributes = NumberAttribute };

    public static readonly ElementShape Point = new(true, new("latitude"), new("longitude"));

    public static readonly ElementShape Extras = new(false, new("extra", 0, Many), new("extras", 0, Many)) { Attributes = ExtraAttributes };

    /// <summary>An <c>extra</c> that holds a contact.</summary>
    public static readonly ElementShape ContactExtra = new(
        true, new("coordonnees"), new("extras", 0, Many), new("extra", 0, Many)) { Attributes = ExtraAttributes };

    /// <summary>Elements of earlier versions of the format: their presence has its own message.</summary>
    public static readonly IReadOnlySet<string> Removed = new HashSet<string>
    {
        "domaine-formation", "certifiante", "individuelle-collective", "nb-places-total", "nb-places-financees", "url-session",
    };

    /// <summary>Index of a child, looked for from <paramref name="from"/> on, then from the start; -1 when there is none.</summary>
    public int IndexOf(string name, int from)
    {
        for (var i = from; i < Children.Length; i++)
            if (Children[i].Name == name)
                return i;
        for (var i = 0; i < from; i++)
            if (Children[i].Name == name)
                return i;
        return -1;
    }
}

namespace Marketplace.IntegrationTests.SignIn.Provider;

/// <summary>What a broken or hostile identity provider, or somebody between it and the client, can do wrong. One at a time.</summary>
public enum Misbehaviour
{
    None,

    /// <summary>The ID token answers another authentication request.</summary>
    WrongNonce,

    /// <summary>The ID token names no authentication request.</summary>
    MissingNonce,

    /// <summary>The ID token expired ten minutes ago.</summary>
    Expired,

    /// <summary>The ID token was issued, and becomes valid, in an hour.</summary>
    IssuedInFuture,

    /// <summary>The ID token was issued for another client.</summary>
    WrongAudience,

    /// <summary>The ID token says another provider issued it.</summary>
    WrongIssuer,

    /// <summary>The ID token carries alg "none" and an empty signature.</summary>
    AlgorithmNone,

    /// <summary>The ID token is signed by a key that was never published, under its own kid.</summary>
    UnknownKey,

    /// <summary>The ID token is signed by a key that was never published, under the kid of the published one.</summary>
    WrongSignature,

    /// <summary>The ID token is signed with HS256 and the text of the public key as the secret.</summary>
    HmacWithPublicKey,

    /// <summary>The person was authenticated at eidas1, whatever was asked.</summary>
    WeakAssurance,

    /// <summary>The ID token does not say how well the person was authenticated.</summary>
    NoAssurance,

    /// <summary>User information comes as plain JSON.</summary>
    UserInfoUnsigned,

    /// <summary>User information is signed by a key that was never published.</summary>
    UserInfoForged,

    /// <summary>User information is about somebody else than the ID token.</summary>
    UserInfoOtherSubject,

    /// <summary>User information was issued for another client.</summary>
    UserInfoWrongAudience,

    /// <summary>The browser comes back with a state that the client did not send.</summary>
    WrongState,

    /// <summary>No birthdate in the identity.</summary>
    MissingPivot,

    /// <summary>A birth date of which only the year is known: 1962-00-00.</summary>
    PartialBirthDate,

    /// <summary>The token endpoint answers 500.</summary>
    TokenEndpointError,

    /// <summary>The token endpoint takes thirty seconds.</summary>
    TokenEndpointSlow,

    /// <summary>The browser comes back with the last code that was already redeemed.</summary>
    ReplayedCode,

    /// <summary>The browser comes back with a code issued to another person for another authorization request.</summary>
    OtherPersonsCode,

    /// <summary>Names hold a script element and a template placeholder.</summary>
    HtmlInNames,
}

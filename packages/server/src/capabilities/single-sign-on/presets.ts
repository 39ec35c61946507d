import type { ClaimMapping, ProviderPreset, ProviderPresetName } from '@hoede/contract'

/** RFC 8176 section 2, in the classes of facts/auth-2fa-amr.md section 1. Not in it, so proving nothing: geo, rba, user, wia, rsa, mca. */
const rfc8176: ClaimMapping['amr'] = {
  pwd: 'know',
  pin: 'know',
  kba: 'know',
  otp: 'have',
  sms: 'have',
  tel: 'have',
  hwk: 'have',
  swk: 'have',
  sc: 'have',
  pop: 'have',
  face: 'are',
  fpt: 'are',
  iris: 'are',
  retina: 'are',
  vbm: 'are',
  mfa: 'two',
}

const microsoft = 'http://schemas.microsoft.com'
const unverified = 'Dit is niet bij de aanbieder zelf nagegaan: controleer dit in de proefbank.'
const request = { scopes: ['openid'], acrValues: [], acrs: [], maxAge: 43_200 }

/** How each kind of provider begins. Mapping and request are data: what a customer changes in them is kept for its provider. */
export const presets: readonly ProviderPreset[] = [
  {
    name: 'entra-v2',
    title: 'Microsoft Entra ID (v2.0)',
    mapping: { amr: { pwd: 'know', mfa: 'two', fido: 'have' }, acr: {}, acrs: { c1: 'two' } },
    request: { ...request, acrs: ['c1'] },
    clientAuthentication: 'client_secret_basic',
    issuerExample: 'https://login.microsoftonline.com/00000000-0000-0000-0000-000000000000/v2.0',
    caveats: [
      'Entra v2.0 stuurt standaard geen amr mee. Zonder meer ziet Hoede dus maar één stap, en vraagt dan zelf de tweede.',
      `Een weg eromheen is een verificatiecontext (authentication context, c1 tot en met c99) in Voorwaardelijke toegang, die meervoudige verificatie eist. Hoede vraagt c1 en leest het antwoord in acrs. ${unverified}`,
      'Dat er meervoudige verificatie nodig is, regelt Voorwaardelijke toegang bij Microsoft. Hoede kan het vragen, niet afdwingen.',
      'Laat c1 alleen als «twee» tellen als het beleid bij die context echt meervoudige verificatie eist.',
    ],
  },
  {
    name: 'entra-v1',
    title: 'Microsoft Entra ID (v1.0)',
    mapping: { amr: { pwd: 'know', mfa: 'two', fido: 'have' }, acr: {}, acrs: {} },
    request,
    clientAuthentication: 'client_secret_basic',
    issuerExample: 'https://sts.windows.net/00000000-0000-0000-0000-000000000000/',
    caveats: [
      `Tokens van v1.0 hebben amr als lijst, bijvoorbeeld pwd en mfa. Welke waarden precies komen: ${unverified.toLowerCase()}`,
      'rsa is een bewijs met een sleutel (Authenticator-app of Windows Hello) en is op zichzelf geen twee stappen. Het telt hier niet.',
      'ngcmfa betekent verse meervoudige verificatie om een sleutel aan te maken; het telt niet als mfa. Bij v2.0 kan er niet om gevraagd worden.',
      'wia (Windows-aanmelding op het eigen netwerk) telt niet als stap.',
    ],
  },
  {
    name: 'okta',
    title: 'Okta',
    mapping: { amr: { ...rfc8176, okta_verify: 'have' }, acr: {}, acrs: {} },
    request,
    clientAuthentication: 'client_secret_basic',
    issuerExample: 'https://voorbeeld.okta.com',
    caveats: [
      'Okta stuurt amr standaard mee, met meer waarden tegelijk: wachtwoord en Okta Verify geven bijvoorbeeld pwd, mfa en swk.',
      'Waarden verschillen per Okta-omgeving: er is een schakelaar «Use standard AMR value format». okta_verify is geen standaardwaarde.',
      'Komt iemand via een andere aanbieder bij Okta binnen, dan volgt Okta de oudere vertaling van amr niet. Controleer dit in de proefbank.',
      'phr (acr) betekent bestand tegen phishing, niet: twee stappen. Het telt hier niet.',
    ],
  },
  {
    name: 'helloid',
    title: 'HelloID',
    mapping: { amr: rfc8176, acr: {}, acrs: {} },
    request,
    clientAuthentication: 'client_secret_basic',
    issuerExample: 'https://voorbeeld.helloid.com/oauth2',
    caveats: [
      'Welke waarden HelloID echt in amr stuurt is niet bekend. De vertaling begint met de standaardwaarden; controleer dit in de proefbank en pas haar aan.',
      'Een koppeling met een certificaat of een gedeeld geheim kan allebei.',
      'Maak voor de testomgeving een eigen koppeling: die van de productie hoort daar niet bij.',
    ],
  },
  {
    name: 'keycloak',
    title: 'Keycloak',
    mapping: { amr: rfc8176, acr: {}, acrs: {} },
    request,
    clientAuthentication: 'client_secret_basic',
    issuerExample: 'https://sso.voorbeeld.nl/realms/zorg',
    caveats: [
      'Keycloak stuurt standaard geen amr. Vanaf versie 24: vul bij elke stap van de aanmeldstroom «Authenticator Reference» in, en voeg de amr-mapper toe.',
      'De waarden zijn wat de beheerder daar invult. Neem ze over in de vertaling, precies zoals ze daar staan.',
      'Zet bij «Authenticator Reference Max Age» een waarde: is die tijd voorbij, dan laat Keycloak de waarde weg.',
      'acr is 1 na een nieuwe aanmelding en 0 via een bestaande sessie. Dat zegt niets over twee stappen, en telt hier niet.',
    ],
  },
  {
    name: 'adfs',
    title: 'AD FS',
    mapping: {
      amr: {
        [`${microsoft}/claims/multipleauthn`]: 'two',
        [`${microsoft}/ws/2008/06/identity/authenticationmethod/password`]: 'know',
      },
      acr: {},
      acrs: {},
    },
    request,
    clientAuthentication: 'client_secret_basic',
    issuerExample: 'https://adfs.voorbeeld.nl/adfs',
    caveats: [
      `Er is een uitgifteregel nodig die authnmethodsreferences in amr zet. De waarde kan een lijst of één tekst zijn. ${unverified}`,
      `De waarden zijn webadressen, bijvoorbeeld ${microsoft}/claims/multipleauthn voor twee stappen.`,
      'Staat AD FS in het eigen netwerk met een eigen certificaatautoriteit, laat dan de beheerder van Hoede die instellen (HOEDE_EXTRA_CA).',
    ],
  },
  {
    name: 'other',
    title: 'Een andere aanbieder (OpenID Connect)',
    mapping: { amr: rfc8176, acr: {}, acrs: {} },
    request,
    clientAuthentication: 'client_secret_basic',
    issuerExample: 'https://sso.voorbeeld.nl',
    caveats: [
      'De vertaling begint met de standaardwaarden van RFC 8176. Vraag de aanbieder wat de waarden daar betekenen, en controleer dit in de proefbank.',
    ],
  },
]

export const presetOf = (name: ProviderPresetName): ProviderPreset => presets.find((each) => each.name === name)!

import type {
  ClaimMapping,
  FactorClass,
  FactorMethod,
  Gateway,
  MessageLine,
  Provider,
  ProviderPresetName,
  SignInPolicy,
} from '@hoede/contract'
import { useLingui } from '@lingui/react/macro'

export type SignInWay = SignInPolicy['ways'][number]
export type ClaimName = keyof ClaimMapping

/** The factors in the order in which they are shown everywhere. */
export function useFactorNames(): Record<FactorMethod, string> {
  const { t } = useLingui()
  return {
    totp: t`Authenticator-app`,
    passkey: t`Passkey of sleutel`,
    sms: t`Code per sms`,
    voice: t`Gesproken code`,
    'recovery-code': t`Codeblad`,
  }
}

export function useWayNames(): Record<SignInWay, { name: string; meaning: string }> {
  const { t } = useLingui()
  return {
    password: {
      name: t`Gebruikersnaam en wachtwoord`,
      meaning: t`Daarna volgt altijd een tweede stap.`,
    },
    passkey: {
      name: t`Alleen een passkey`,
      meaning: t`Voor wie een passkey heeft die zelf om een pincode of vingerafdruk vraagt. Dat zijn twee stappen in één.`,
    },
    provider: {
      name: t`Het account van de organisatie`,
      meaning: t`Via een aanbieder die bij Aanbieders aan staat, zoals Entra ID of HelloID.`,
    },
  }
}

export function useClassNames(): Record<FactorClass, string> {
  const { t } = useLingui()
  return {
    know: t`iets dat je weet`,
    have: t`iets dat je hebt`,
    are: t`iets dat je bent`,
    two: t`twee stappen in één`,
  }
}

export function usePresetNames(): Record<ProviderPresetName, string> {
  const { t } = useLingui()
  return {
    'entra-v2': t`Entra ID (v2)`,
    'entra-v1': t`Entra ID (v1)`,
    okta: t`Okta`,
    helloid: t`HelloID`,
    keycloak: t`Keycloak`,
    adfs: t`ADFS`,
    other: t`Anders (OpenID Connect)`,
  }
}

export function useClientAuthenticationNames(): Record<Provider['clientAuthentication'], string> {
  const { t } = useLingui()
  return {
    client_secret_basic: t`Geheim, in de kop van het bericht (client_secret_basic)`,
    client_secret_post: t`Geheim, in het bericht (client_secret_post)`,
    private_key_jwt: t`Eigen sleutel (private_key_jwt)`,
    tls_client_auth: t`Certificaat (tls_client_auth)`,
  }
}

export function useGatewayKindNames(): Record<Gateway['kind'], string> {
  const { t } = useLingui()
  return {
    demo: t`Demo-telefoon`,
    twilio: t`Twilio`,
    cm: t`CM.com`,
    spryng: t`Spryng`,
    smtp: t`Mailserver (SMTP)`,
  }
}

export function useChannelNames(): Record<MessageLine['kind'], string> {
  const { t } = useLingui()
  return { sms: t`Sms`, voice: t`Telefoontje`, mail: t`E-mail` }
}

export function useMessageStateNames(): Record<MessageLine['state'], string> {
  const { t } = useLingui()
  return {
    waiting: t`wacht`,
    sending: t`wordt verstuurd`,
    sent: t`verstuurd`,
    delivered: t`aangekomen`,
    failed: t`niet gelukt`,
    expired: t`te laat, niet verstuurd`,
  }
}

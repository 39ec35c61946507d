import { useLingui } from '@lingui/react/macro'
import { LanguageSwitch } from '../i18n/language-switch.tsx'
import { Page, Section } from '../parts/page.tsx'
import { Answer } from '../parts/states.tsx'
import { ColourSchemeSwitch } from '../shell/colour-scheme.tsx'
import classes from './account.module.css'
import { AddFactor } from './add-factor.tsx'
import { OwnCodeSheet } from './own-code-sheet.tsx'
import { OwnFactors } from './own-factors.tsx'
import { OwnIdentities } from './own-identities.tsx'
import { OwnSessions } from './own-sessions.tsx'
import { OwnShortCode } from './own-short-code.tsx'
import { OwnSignIns } from './own-sign-ins.tsx'
import { PasswordChangeForm } from './password-change.tsx'
import { useOwnFactors } from './queries.ts'

/** What belongs to the person: language and colours, how they sign in, where they are signed in. */
export default function AccountPage() {
  const { t } = useLingui()
  const factors = useOwnFactors()
  const own = factors.data
  return (
    <Page title={t`Account en beeld`} narrow>
      <Section title={t`Beeld`}>
        <div className={classes.switches}>
          <LanguageSwitch />
          <ColourSchemeSwitch />
        </div>
      </Section>
      <OwnShortCode />
      <Section title={t`Tweede stap bij het aanmelden`} action={own && <AddFactor own={own} />}>
        <Answer query={factors}>{(found) => <OwnFactors own={found} />}</Answer>
      </Section>
      {own?.allowed.includes('recovery-code') && (
        <Section title={t`Codeblad`}>
          <OwnCodeSheet own={own} />
        </Section>
      )}
      <Section title={t`Wachtwoord`}>
        <PasswordChangeForm />
      </Section>
      <OwnIdentities />
      <Section title={t`Hier ben je aangemeld`}>
        <OwnSessions />
      </Section>
      <Section title={t`Laatste aanmeldingen`}>
        <OwnSignIns />
      </Section>
    </Page>
  )
}

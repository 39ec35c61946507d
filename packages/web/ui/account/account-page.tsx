import { useLingui } from '@lingui/react/macro'
import { LanguageSwitch } from '../i18n/language-switch.tsx'
import { Page, Section } from '../parts/page.tsx'
import { ColourSchemeSwitch } from '../shell/colour-scheme.tsx'
import classes from './account.module.css'
import { NewRecoveryCodes } from './new-recovery-codes.tsx'
import { OwnSessions } from './own-sessions.tsx'
import { PasswordChangeForm } from './password-change.tsx'

/** What belongs to the person: where they are signed in, password, recovery codes, language and colours. */
export default function AccountPage() {
  const { t } = useLingui()
  return (
    <Page title={t`Account en beeld`} narrow>
      <Section title={t`Beeld`}>
        <div className={classes.switches}>
          <LanguageSwitch />
          <ColourSchemeSwitch />
        </div>
      </Section>
      <Section title={t`Hier ben je aangemeld`}>
        <OwnSessions />
      </Section>
      <Section title={t`Wachtwoord`}>
        <PasswordChangeForm />
      </Section>
      <Section title={t`Herstelcodes`}>
        <NewRecoveryCodes />
      </Section>
    </Page>
  )
}

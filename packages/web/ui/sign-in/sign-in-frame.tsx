import { Trans, useLingui } from '@lingui/react/macro'
import type { ReactNode } from 'react'
import { LanguageSwitch } from '../i18n/language-switch.tsx'
import { useEnvironment } from '../session/environment.ts'
import { useApplication } from '../shell/application.ts'
import { EnvironmentFrame } from '../shell/environment-frame.tsx'
import { Mark } from '../shell/mark.tsx'
import classes from './sign-in.module.css'

/** The page before anybody is signed in: whose Hoede this is, and one card. */
export function SignInFrame({ title, children }: { title: string; children: ReactNode }) {
  const environment = useEnvironment()
  const { key } = useApplication()
  const { t } = useLingui()
  return (
    <EnvironmentFrame kind={environment.data?.kind ?? 'production'}>
      <div className={classes.page}>
        <title>{`${title} · ${t`Hoede`}`}</title>
        <main className={classes.card}>
          <div className={classes.brand}>
            <Mark />
            <span>
              <strong>Hoede</strong>
              <span className={classes.application}>
                {key === 'dossier' ? <Trans>Dossier</Trans> : <Trans>Autorisatie</Trans>}
              </span>
            </span>
          </div>
          {environment.data && <p className={classes.customer}>{environment.data.customer}</p>}
          <h1 className={classes.title}>{title}</h1>
          {children}
        </main>
        <footer className={classes.foot}>
          <LanguageSwitch />
        </footer>
      </div>
    </EnvironmentFrame>
  )
}

import { Trans, useLingui } from '@lingui/react/macro'
import { type ReactNode, useRef } from 'react'
import { Link } from 'react-router'
import { clock } from '../ui/formats/dates.ts'
import { LanguageSwitch } from '../ui/i18n/language-switch.tsx'
import { Note } from '../ui/parts/note.tsx'
import { Announce } from '../ui/parts/states.tsx'
import { ColourSchemeSwitch } from '../ui/shell/colour-scheme.tsx'
import { Mark } from '../ui/shell/mark.tsx'
import shell from '../ui/shell/shell.module.css'
import { nameOf, type PhoneMessage } from './messages.ts'
import classes from './telefoon.module.css'

interface FrameProps {
  /** The newest first; undefined until the first answer. */
  messages: readonly PhoneMessage[] | undefined
  /** The server says that there is none: then nobody is told that this is one. */
  noDemo: boolean
  children: ReactNode
}

/** What stands around every screen: whose page this is, and that it is a demo. */
export function Frame({ messages, noDemo, children }: FrameProps) {
  return (
    <>
      <a className={shell.skip} href="#inhoud">
        <Trans>Naar de inhoud</Trans>
      </a>
      <header className={shell.header}>
        <Link to="/" className={shell.home}>
          <Mark />
          <span className={shell.names}>
            <span className={shell.product}>
              Hoede{' '}
              <span>
                <Trans>Telefoon</Trans>
              </span>
            </span>
            <span className={shell.customer}>
              <Trans>alleen in de demo</Trans>
            </span>
          </span>
        </Link>
      </header>
      <main id="inhoud" tabIndex={-1} className={shell.main}>
        {!noDemo && <Explanation />}
        {children}
      </main>
      <News newest={messages?.[0]} loaded={messages !== undefined} />
      <footer className={classes.foot}>
        <LanguageSwitch />
        <ColourSchemeSwitch />
      </footer>
    </>
  )
}

const Explanation = () => (
  <div className={classes.explanation}>
    <Note kind="info">
      <Trans>
        Dit is een demo. Sms, telefoontjes en mail van de demo-omgevingen komen alleen hier aan: er gaat niets naar een
        echte telefoon of een echt postvak. Iedereen die dit adres kan openen, leest mee.
      </Trans>
    </Note>
  </div>
)

/** Tells screen readers of what comes in after the page was opened. */
function News({ newest, loaded }: { newest: PhoneMessage | undefined; loaded: boolean }) {
  const { t } = useLingui()
  const first = useRef<string | null>(null)
  if (loaded && first.current === null) first.current = newest?.id ?? ''
  const isNew = newest && first.current !== null && newest.id !== first.current
  if (!newest || !isNew) return <Announce>{''}</Announce>
  const recipient = nameOf(newest.recipient)
  const time = clock(newest.at)
  // A node of its own for each message: two in the same minute for one number are both said.
  return (
    <Announce>
      <span key={newest.id}>{t`Nieuw bericht voor ${recipient}, ${time}`}</span>
    </Announce>
  )
}

import { Trans, useLingui } from '@lingui/react/macro'
import { Link } from 'react-router'
import { momentInWords } from '../ui/formats/dates.ts'
import { ListIcon, MessageIcon, PhoneIcon } from '../ui/parts/icons.tsx'
import { everything, nameOf, type Phone, type PhoneMessage } from './messages.ts'
import classes from './telefoon.module.css'

/** The numbers and mailboxes that got something. */
export function PhoneList({ phones, open }: { phones: readonly Phone[]; open: string | undefined }) {
  const { t } = useLingui()
  return (
    <nav className={classes.list} aria-label={t`Nummers en postvakken`}>
      <ul>
        <li>
          <Link to={`/${everything}`} className={classes.phone} aria-current={open === everything ? 'page' : undefined}>
            <ListIcon />
            <span className={classes.phoneText}>
              <span className={classes.name}>
                <Trans>Alles</Trans>
              </span>
              <span className={classes.when}>
                <Trans>alle berichten, het nieuwste eerst</Trans>
              </span>
            </span>
          </Link>
        </li>
        {phones.map(({ recipient, isMailbox, messages: [last] }) => (
          <li key={recipient}>
            <Link
              to={`/${encodeURIComponent(recipient)}`}
              className={classes.phone}
              aria-current={recipient === open ? 'page' : undefined}
            >
              {isMailbox ? <MessageIcon /> : <PhoneIcon />}
              <span className={classes.phoneText}>
                <span className={classes.name}>{nameOf(recipient)}</span>
                {last && <Last message={last} />}
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}

function Last({ message: { kind, subject, body, at } }: { message: PhoneMessage }) {
  return (
    <>
      <span className={classes.preview} lang={kind === 'voice' ? undefined : 'nl'}>
        {kind === 'voice' ? <Trans>Telefoongesprek</Trans> : (subject ?? body)}
      </span>
      <span className={classes.when}>{momentInWords(at)}</span>
    </>
  )
}

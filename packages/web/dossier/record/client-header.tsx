import type { ClientHeader as Header } from '@hoede/contract'
import { Trans, useLingui } from '@lingui/react/macro'
import { Link } from 'react-router'
import { age, birthDay, dayOf, shortDay } from '../../ui/formats/dates.ts'
import { Avatar } from '../../ui/parts/avatar.tsx'
import { BackIcon, WarningIcon } from '../../ui/parts/icons.tsx'
import classes from './record.module.css'
import { Signs } from './signs.tsx'

/** The right client, always: it stays in sight on every screen of a record, and on paper. */
export function ClientHeader({ client }: { client: Header & { closed?: boolean; ground?: { emergency: boolean } } }) {
  const { t } = useLingui()
  const years = client.deceased ? null : age(client.birthDate)
  const place = [client.unit?.name, client.room && t`kamer ${client.room}`].filter(Boolean).join(', ')
  return (
    <section className={classes.header} aria-label={t`Cliënt`}>
      <div className={classes.headerInside}>
        <Link to="/" className={classes.back}>
          <BackIcon />
          <span className={classes.backWord}>
            <Trans>Mijn cliënten</Trans>
          </span>
        </Link>
        <Avatar name={client.name} size="lg" />
        <div className={classes.identity}>
          <p className={classes.name}>
            {client.name}
            {client.nickname && <span className={classes.nickname}> “{client.nickname}”</span>}
          </p>
          <p className={classes.facts}>
            <span>
              {client.birthDate ? birthDay(client.birthDate) : <Trans>geboortedatum niet bekend</Trans>}
              {years !== null && (
                <>
                  {' '}
                  <strong>
                    <Trans>({years} jaar)</Trans>
                  </strong>
                </>
              )}
            </span>
            {place && <span>{place}</span>}
            <span>
              <Trans>nr. {client.number}</Trans>
            </span>
          </p>
        </div>
        <div className={classes.signs}>
          {client.ground?.emergency && (
            <span className={classes.sign} data-kind="look">
              <WarningIcon size={16} />
              <Trans>Noodtoegang</Trans>
            </span>
          )}
          {client.closed && (
            <span className={classes.sign} data-kind="look">
              <Trans>Afgesloten dossier</Trans>
            </span>
          )}
          {client.formerSince && (
            <span className={classes.sign} data-kind="look">
              <Trans>Niet meer in zorg sinds {shortDay(dayOf(client.formerSince))}</Trans>
            </span>
          )}
          <Signs client={client} />
        </div>
      </div>
    </section>
  )
}

import type { OwnSignIn } from '@hoede/contract'
import { Trans, useLingui } from '@lingui/react/macro'
import { shortMoment } from '../formats/dates.ts'
import { serverText } from '../i18n/vocabulary.ts'
import { type Column, DataTable } from '../parts/data-table.tsx'
import { Answer, Empty } from '../parts/states.tsx'
import classes from './account.module.css'
import { useOwnSignIns } from './queries.ts'

/** The attempts to sign in of the last time, so that somebody can see that it was they. */
export function OwnSignIns() {
  const { t } = useLingui()
  const signIns = useOwnSignIns()
  const outcomes: Record<OwnSignIn['outcome'], string> = {
    success: t`gelukt`,
    refused: t`geweigerd`,
    error: t`mislukt`,
  }
  const columns: Column<OwnSignIn>[] = [
    { key: 'at', head: t`Wanneer`, cell: ({ at }) => shortMoment(at), names: true, oneLine: true },
    { key: 'what', head: t`Wat`, cell: ({ what }) => serverText(what) },
    { key: 'outcome', head: t`Uitkomst`, cell: ({ outcome }) => outcomes[outcome] },
    {
      key: 'place',
      head: t`Waar`,
      cell: ({ place, device }) => (
        <span>
          {serverText(place)}
          {device && <span className={classes.under}>{serverText(device)}</span>}
        </span>
      ),
    },
  ]
  return (
    <Answer query={signIns}>
      {({ items }) =>
        items.length === 0 ? (
          <Empty title={<Trans>Er zijn nog geen aanmeldingen</Trans>} />
        ) : (
          <>
            <p>
              <Trans>Herken je iets niet? Wijzig dan meteen je wachtwoord en vertel het je applicatiebeheerder.</Trans>
            </p>
            <DataTable
              caption={t`Laatste aanmeldingen`}
              columns={columns}
              rows={items}
              rowKey={(each) => `${each.at} ${each.what} ${each.outcome}`}
            />
          </>
        )
      }
    </Answer>
  )
}

import type { LogEntry } from '@hoede/contract'
import { Trans, useLingui } from '@lingui/react/macro'
import { useState } from 'react'
import { Link } from 'react-router'
import { DownloadButton } from '../../ui/parts/download-button.tsx'
import parts from '../parts/parts.module.css'
import classes from './log-table.module.css'

/** Everything else that the row holds; drawn only when it is opened. */
export function LogDetail({ entry }: { entry: LogEntry }) {
  const [open, setOpen] = useState(false)
  return (
    <details className={classes.detail} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        <Trans>Meer</Trans>
      </summary>
      {open && <DetailFacts entry={entry} />}
    </details>
  )
}

function DetailFacts({ entry }: { entry: LogEntry }) {
  const { t } = useLingui()
  const actions = { C: t`gemaakt`, R: t`gelezen`, U: t`gewijzigd`, D: t`verwijderd`, E: t`uitgevoerd` }
  const facts = [
    { name: t`Soort`, value: actions[entry.action] },
    { name: t`Code`, value: entry.event },
    { name: t`Onderdeel`, value: entry.part },
    { name: t`Voorwerp`, value: entry.objectId },
    { name: t`Vraag`, value: entry.question },
    { name: t`Getoonde cliënten`, value: entry.shown ? String(entry.shown) : null },
    ...detailFacts(entry.detail),
    { name: t`Kenmerk`, value: entry.id },
  ]
  return (
    <>
      <dl>
        {facts.map(({ name, value }) =>
          value ? (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ) : null,
        )}
      </dl>
      {entry.ground && (
        <p>
          <Link className={parts.link} to={`/logging?toekenning=${entry.ground.grantId}`}>
            <Trans>Alles wat met deze rol gebeurde</Trans>
          </Link>
        </p>
      )}
      <DownloadButton path={`/log/rows/${entry.number}/proof`} fileName={`regel-${entry.number}.hoede-log`}>
        <Trans>Download met bewijs</Trans>
      </DownloadButton>
    </>
  )
}

/** The particulars of an event differ by event: shown by their own names. */
function detailFacts(detail: unknown): { name: string; value: string }[] {
  if (detail === null || detail === undefined) return []
  if (typeof detail !== 'object' || Array.isArray(detail)) return [{ name: 'detail', value: asText(detail) }]
  return Object.entries(detail).map(([name, value]) => ({ name, value: asText(value) }))
}

const asText = (value: unknown): string =>
  typeof value === 'string' ? value : Array.isArray(value) ? value.map(asText).join(', ') : JSON.stringify(value)
